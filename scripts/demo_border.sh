#!/bin/sh
# demo_border.sh - build the border mail server of MULTI_INSTANCE_README and start it
#
# usage: scripts/world.sh --postmulti FILE scripts/demo_border.sh
#
# Goes through the manual's "Multi-instance walk-through" command by command, in a
# throwaway world: a null client as the primary instance, an output instance on
# 127.0.0.1:10026, proxsmtpd(8) as the content filter on 127.0.0.1:10025, an input
# instance on port 25, group mta, output first. Each command is printed before its
# output, and the first one that fails ends it with status 1. The mail system is
# left running.
#
# Around it are the networks of demo_networks.sh.
# The filter is started and stopped by the plugin 30-content-filter, never here.
#
# Beyond the manual are only what it leaves open (host names, the filter, where the
# output instance delivers) and three facts of this world: it has no DNS, no
# syslog, and Postfix processes that live in a jail. Where the distribution's start does
# not fill the jails, the plugin 20-chroot does.
set -eu
. "$(dirname "$0")/demo_networks.sh"

jails=/usr/lib/postfix/configure-instance.sh

# Print a command as it would be typed.
show() {
    printf '#'
    for word in "$@"; do
        case $word in
        *[!A-Za-z0-9_./:=,@%+-]*) printf " '%s'" "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    echo
}

# Show a command and run it.
run() {
    show "$@"
    "$@"
}

# Add lines to a file, and say so: edit FILE < LINES
edit() {
    cat >> "$1"
    echo "(edit $1)"
}

# Make settings in an instance's main.cf, and say so: configure DIRECTORY < LINES
configure() {
    directory=$1
    set --
    while IFS= read -r line; do
        set -- "$@" "$line"
    done
    postconf -c "$directory" -e "$@"
    echo "(edit $directory/main.cf)"
}

# Whether Postfix's own start fills the jails.
fills_jails() {
    grep -qs configure-instance.sh "$(postconf -h daemon_directory)/post-install"
}

# No DNS and no syslog: world_settings NAME
world_settings() {
    printf '%s\n' 'smtp_host_lookup = native' "maillog_file = /var/log/$1.log"
}

null_client() {
    {
        cat <<'MAIN'
compatibility_level = 3.6
myhostname = mta1.example.com
mydomain = example.com
myorigin = $mydomain
master_service_disable = inet
mydestination =
local_transport = error:5.1.1 Mailbox unavailable
alias_database =
alias_maps =
local_recipient_maps =
relayhost = [mailhub.example.com]
default_database_type = hash
indexed = ${default_database_type}:${config_directory}/
smtp_generic_maps = ${indexed}generic
virtual_alias_maps = ${indexed}virtual
MAIN
        world_settings postfix
    } | edit /etc/postfix/main.cf
    edit /etc/postfix/virtual <<'VIRTUAL'
root mtaadmin
postmaster root
VIRTUAL
    edit /etc/postfix/Makefile <<'MAKEFILE'
MTAADMIN = mtaadmin
all: virtual.db generic.db
generic: Makefile
	@printf '%s\t%s+root=%s\n' root $(MTAADMIN) `uname -n` > $@.tmp
	@mv $@.tmp $@
%.db: %
	postmap hash:$<
MAKEFILE
}

output_instance() {
    sed -i 's/^smtp *inet .*/127.0.0.1:10026 inet n - n - - smtpd/' \
        /etc/postfix-out/master.cf
    echo '(edit /etc/postfix-out/master.cf)'
    {
        cat <<'MAIN'
myhostname = mta1-out.example.com
inet_interfaces = loopback-only
mynetworks_style = host
smtpd_authorized_xforward_hosts = $mynetworks
smtpd_client_connection_count_limit = 0
smtpd_client_event_limit_exceptions = $mynetworks
smtp_bind_address = 0.0.0.0
local_header_rewrite_clients =
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:5.1.1 Mailbox unavailable
recipient_delimiter = +
smtpd_relay_restrictions =
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_timeout = 1200s
parent_domain_matches_subdomains =
relay_domains = example.com, .example.com
smtpd_client_port_logging = no
relay_transport = relay:[mailhub.example.com]
MAIN
        world_settings postfix-out
    } | configure /etc/postfix-out
}

filter() {
    # The packages of Debian 11 and of sid make no user of their own.
    filter_user=$(id -un _proxsmtp 2> /dev/null || echo nobody)
    install -d -o "$filter_user" /var/lib/proxsmtp
    edit /etc/proxsmtpd.conf <<'PROXY'
Listen: 127.0.0.1:10025
OutAddress: 127.0.0.1:10026
Header: X-Filtered: by proxsmtp
TempDirectory: /var/lib/proxsmtp
PROXY
    mkdir -p /etc/postfix-in/postmulti.d
    edit /etc/postfix-in/postmulti.d/30-content-filter.conf <<PLUGIN
command = /usr/sbin/proxsmtpd -d 0 -f /etc/proxsmtpd.conf
listen = 127.0.0.1:10025
user = $filter_user
PLUGIN
}

input_instance() {
    {
        cat <<'MAIN'
myhostname = mx1.example.com
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:5.1.1 Mailbox unavailable
local_header_rewrite_clients =
default_transport = smtp:[127.0.0.1]:10025
relay_transport = $default_transport
virtual_transport = $default_transport
transport_maps =
smtp_send_xforward_command = yes
smtp_destination_recipient_limit = 1000
smtp_data_done_timeout = 1200s
smtpd_client_port_logging = no
relay_domains = example.com
MAIN
        world_settings postfix-in
    } | configure /etc/postfix-in
}

# As the manual does it: submission for root, the listeners, and on it goes.
put_in_service() {
    run postmulti -i "$1" -x postconf -e \
        "master_service_disable =" "authorized_submit_users = root"
    run postmulti -i "$1" -e enable
    run postmulti -i "$1" -p start
}

networks
rm /etc/postfix/main.cf

echo "== the null client, for mail of this host"
null_client
# Debian up to 12 fills the jail of the primary instance before it starts the service.
fills_jails || [ ! -x "$jails" ] || "$jails" -
run make -s -C /etc/postfix
run postfix start
show sendmail -i -f root -t
printf '%s\n' 'From: root' 'To: root' 'Subject: test' '' testing | sendmail -i -f root -t
run postmulti -e init
run postmulti --plugins install chroot
run postmulti --plugins install content-filter

echo "== the output instance, which delivers filtered mail"
run postmulti -I postfix-out -G mta -e create
output_instance
put_in_service postfix-out
run postmulti -i postfix-out -x sendmail -bv postmaster@example.com

echo "== the input instance, which sends mail through the filter"
run postmulti -I postfix-in -G mta -e create
filter
input_instance
put_in_service postfix-in

echo "== all three"
run postfix stop
run postfix start
run postmulti -l
run postmulti -g mta -p status
