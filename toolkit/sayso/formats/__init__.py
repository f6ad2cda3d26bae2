"""Other people's formats, one file each: what they say, as records of the contract."""
