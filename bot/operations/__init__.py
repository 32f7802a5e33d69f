"""What keeps the product in order: backups, the doctor, the health endpoint, metrics, signs of life."""
