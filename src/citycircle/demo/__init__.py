"""An invented city region, shared by the demo, the documentation and the tests."""
