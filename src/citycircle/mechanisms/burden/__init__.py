"""What a form costs those who fill it, before it is sent: cells, minutes, what is known, what is asked twice.

A form is admitted with its basis and its last day, and never asks again for a fact that has an owner.
"""
