"""The sheets of the reward workbook, one a file. Rows are written from top to bottom: the writer keeps none back."""
