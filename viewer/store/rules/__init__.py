"""What must be true between the records of an atlas. Each rule notes every breach; none stops at the first."""
