"""An invented city region, shared by the demo, the documentation and the tests.

Five cities of the invented province 云泽省 on the invented river 汀河 form the metropolitan circle 汀河都市圈. Their
plans were written for this project; `plans/` holds the words, `documents` makes the files that an office receives.
"""
