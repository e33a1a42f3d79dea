// An exercise to link to.
