"""The door for speed: lines of JSON become columns without an object per item, and columns are checked as a whole.

Nothing here says what is wrong. Whatever the columns cannot vouch for is a `Doubt`, and then the strict reader, which
is slow and tells every problem with its place, has the word: a file passes here only if it would pass there, with the
same values.
"""
