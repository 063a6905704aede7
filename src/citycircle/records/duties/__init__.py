"""Who answers for a task: names decided once reach every waiting duty, and a person decides who leads."""
