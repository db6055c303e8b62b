"""The archive as pictures: numbers and places worked out here, drawn by the templates as SVG.

Nothing here makes markup. A picture is a dataclass of marks, each with the address that
it leads to and the words that a screen reader says for it; its table is made of the same.
"""
