"""The codes that official papers carry: who, where, which document, which project, and whether they are well formed.

Each reader takes what was typed, tidies width and case, and returns the parts; a code that cannot be right raises
`CodeNotValid` with the reason. Form is all that is judged: a well-formed code may still belong to nobody.
"""
