"""Issues of newsletters: put together, checked, sent to confirmed readers once each, shown on the web."""
