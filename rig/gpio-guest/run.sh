#!/usr/bin/env bash
# run.sh DIR WORK COMMAND...: runs COMMAND in the guest that build.sh has made in DIR.
#
# The command sees the host's file system read-only, the directory WORK read-write as /mnt, and an empty /tmp.
# It is a line for bash, has root's rights and finds java. There is one GPIO chip: /dev/gpiochip0 with the label
# sim0; /sys/kernel/config/gpio-sim makes more. The levels of its lines are told by .../sim_gpioN/value below
# /sys/devices/platform; writing "pull-up" or "pull-down" into .../sim_gpioN/pull moves an input.
# The guest is emulated: judge values, order and counts in it, never times.
# Exit code: the command's; 125 where the guest did not get that far. LIMIT is in seconds.
set -eu
dir=$(cd "$1" && pwd)
work=$(cd "$2" && pwd)
shift 2
rm -f "$work/.exit-code"
cat >"$work/.command" <<COMMAND
export JAVA_HOME='${JAVA_HOME:?set JAVA_HOME to a JDK}'
export PATH="\$JAVA_HOME/bin:\$PATH"
cd /mnt
$*
COMMAND
timeout "${LIMIT:-600}" qemu-system-x86_64 -accel tcg,thread=multi,tb-size=1024 -machine q35 -cpu max -smp 2 -m 2G \
    -nodefaults -no-user-config -display none -no-reboot -serial stdio -monitor none -nic none \
    -kernel "$dir/vmlinuz" -initrd "$dir/initramfs.gz" \
    -virtfs local,path=/,mount_tag=root,security_model=none,readonly=on,multidevs=remap \
    -virtfs "local,path=$work,mount_tag=work,security_model=none" \
    -append "console=ttyS0 quiet panic=-1 mitigations=off nokaslr tsc=reliable random.trust_cpu=on" \
    </dev/null 2>"$dir/qemu.log" | tr -d '\r' || true
exit "$(cat "$work/.exit-code" 2>/dev/null || echo 125)"
