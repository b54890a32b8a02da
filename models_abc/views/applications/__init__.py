"""Pages of applications: the CCG's, everyone's and the region's."""
