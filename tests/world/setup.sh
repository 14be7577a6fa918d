# setup.sh - functions for the setup text of whole-program tests (sourced)
#
# They write instances directly, as an administrator with an editor would, so
# that a test that is not about creation needs no tool to get its instances.
# Everything happens in the throwaway world of steps.sh.

main=/etc/postfix/main.cf

# Append one setting to a main.cf: put FILE 'name = value'
put() {
    printf '%s\n' "$2" >> "$1"
}

# What `postmulti -e init` leaves behind, in the order it leaves it.
initialized() {
    put $main 'multi_instance_enable = yes'
    put $main 'multi_instance_wrapper = ${command_directory}/postmulti -p --'
}

# Add a directory to the primary's list of secondary instances.
listed() {
    directories="${directories:+$directories }$1"
    sed -i '/^multi_instance_directories/d' $main
    put $main "multi_instance_directories = $directories"
}

# Files and directories of an instance, not listed: files NAME [GROUP [ENABLE]]
files() {
    mkdir -p "/etc/$1" "/var/spool/$1" "/var/lib/$1"
    chown postfix "/var/lib/$1"
    chmod 700 "/var/lib/$1"
    cp /etc/postfix/master.cf "/etc/$1/master.cf"
    {
        echo "# instance $1"
        echo "compatibility_level = 3.6"
        echo "myhostname = world.example.com"
        echo "inet_interfaces = loopback-only"
        echo "master_service_disable = inet"
        echo "alias_maps ="
        echo "queue_directory = /var/spool/$1"
        echo "data_directory = /var/lib/$1"
        echo "multi_instance_name = $1"
        [ -z "${2:-}" ] || echo "multi_instance_group = $2"
        [ -z "${3:-}" ] || echo "multi_instance_enable = $3"
    } > "/etc/$1/main.cf"
}

# The jail of an instance, made by the distribution's script: jail DIRECTORY
jail() {
    jail_script=/usr/lib/postfix/configure-instance.sh
    if grep -q "$jail_script" /usr/lib/postfix/sbin/post-install; then
        # As postfix(1) runs it: without a word, and with all it must know.
        jail_queue=$(postconf -c "$1" -h queue_directory)
        mkdir -p "$jail_queue/pid"
        env MAIL_CONFIG="$1" queue_directory="$jail_queue" command_directory=/usr/sbin \
            daemon_directory=/usr/lib/postfix/sbin "$jail_script"
    else
        MAIL_CONFIG=$1 "$jail_script" - 2> /dev/null
    fi
}

# A listed instance: secondary NAME [GROUP [ENABLE]]
secondary() {
    files "$@"
    listed "/etc/$1"
}

# Three instances in two groups, one of them enabled.
three() {
    initialized
    secondary postfix-in mta yes
    secondary postfix-out mta
    secondary postfix-msa submit yes
}
