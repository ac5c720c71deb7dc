"""Many solves at once: on the processes of this machine or on a cluster, each answer kept as soon as it is there."""
