"""The styles that every document is made with."""

# By topic, in this order: what comes later goes before what was said earlier.
STYLES = tuple(
    f"css/print/{name}.css"
    for name in (
        "fonts",
        "type",
        "page",
        "facts",
        "tables",
        "parts",
        "stamp",
        "summary",
        "summary_second",
        "poster",
        "leaflet",
        "forms",
        "comparisons",
        "committee",
        "letters",
    )
)
