"""Who and where: county, divisions, grids, people, sign-in. Knows nothing of orders."""
