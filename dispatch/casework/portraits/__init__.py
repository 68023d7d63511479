"""代办员照片 (GY-06): the face beside the agent's name, shown to who is served and to nobody else."""
