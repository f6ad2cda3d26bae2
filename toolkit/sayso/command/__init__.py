"""The command line: one module a command, with its options, an example, and a few lines that call the package.

Commands import their work when they are called, so that `sayso --help` starts at once. Nothing else in the package
prints.
"""
