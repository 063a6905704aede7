"""From a plan document, dirty as it comes, to a plan in which every cell leads back to its sentence."""
