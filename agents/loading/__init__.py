"""A county's divisions, grids and boundary from files: parsers that know no Django, and one writer."""
