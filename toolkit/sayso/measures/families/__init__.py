"""The families of measures, a file each: put a file here and its measures exist."""
