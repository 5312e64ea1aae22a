"""What lists can be narrowed to; every filter stands in the address."""
