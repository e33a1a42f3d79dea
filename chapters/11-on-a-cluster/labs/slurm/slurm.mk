# slurm.mk - the lab in which Slurm runs.
#
#: lab-slurm       a Slurm of your own, for as long as you stay in its shell
#:                 (NODES=n nodes, one if not given; BIND=yes holds each
#:                 task to its cores; chapter 11)

slurm_lab := chapters/11-on-a-cluster/labs/slurm

CHECK_PARTS += check-lab-slurm
slurm_class := build/bin/class build/bin/warden build/reserved-symbols \
    build/drivers/split_range build/probes/split_range.o \
    build/drivers/pi_mpi build/probes/pi_mpi.o build/probes/pi_mpi.mpich.o
slurm_program := build/programs/openmpi/where_am_i
.PHONY: lab-slurm check-lab-slurm soak-lab-slurm

lab-slurm: $(slurm_program)
	@LAB_BIND=$(BIND) $(slurm_lab)/lab.sh $(or $(NODES),1)

# The lab, its transcripts, and a class on three nodes of which one dies.
check-lab-slurm: $(slurm_program) $(slurm_class)
	@$(slurm_lab)/lab_test.sh; a=$$?; $(slurm_lab)/transcripts.sh || a=1; \
	grader/tests/class_slurm_test.sh && exit $$a

# Two hundred students; prints how long both ways take.
soak-lab-slurm: $(slurm_class)
	@grader/tests/class_slurm_test.sh 200
