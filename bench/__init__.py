"""What is measured, against what baseline. Nothing here is imported by Alur itself."""
