"""Who leads, who is responsible, who cooperates: read from the document's own notation of duties.

`names` splits a list of organisations, `notation` reads what stands in a bracket or after a label, `finding` finds
these places in a text, `assigning` gives them to tasks, the rule stated once included. Running prose is never asked.
"""
