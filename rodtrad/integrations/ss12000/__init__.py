"""Organisation, people and duties by SS12000:2020."""
