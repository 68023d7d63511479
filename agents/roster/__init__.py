"""花名册: who is an agent, of which grid, as what; by hand or from the Excel file that the county already has."""
