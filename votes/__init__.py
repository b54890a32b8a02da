"""Who was asked and what they said: ballots of member practices, LMC consultations, the engagement log."""
