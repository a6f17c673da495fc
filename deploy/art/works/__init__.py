"""The works: each picture is a function of its scale, by the name of its file."""
