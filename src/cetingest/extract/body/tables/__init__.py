"""Find tables and tell their cells: by their rules (`ruled`) or their gaps (`runs`), then columns, rows and heads."""
