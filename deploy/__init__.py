"""What sets Facet up, runs it and measures it; nothing here is imported by the application."""
