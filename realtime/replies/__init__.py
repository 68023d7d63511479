"""An order is claimed and worked by answering an SMS (X02): phones without data do the whole job."""
