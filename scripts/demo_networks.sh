# demo_networks.sh - the networks around the border mail server (sourced)
#
# For a throwaway world: client.example.net outside, in the name space "outside", and
# mailhub.example.com inside, in the name space "inside", each on a network that it
# shares with this host. The mail hub is smtp-sink(1), which keeps what it gets in
# $WORLD/hub, one file per message. All ends with the world.

# Run a command until it succeeds, for half a minute: settle COMMAND...
settle() {
    for attempt in $(seq 300); do
        ! "$@" || return 0
        sleep 0.1
    done
    echo "${0##*/}: does not come true: $*" >&2
    exit 1
}

# A host of its own on a network of its own: host NETWORK ITS_ADDRESS OUR_ADDRESS
host() {
    ip netns add "$1"
    ip link add "$1" type veth peer name eth0 netns "$1"
    ip address add "$3/24" dev "$1"
    ip link set "$1" up
    ip -n "$1" address add "$2/24" dev eth0
    ip -n "$1" link set eth0 up
    ip -n "$1" link set lo up
}

# Makes both networks, with the mail hub at work.
networks() {
    hostname mta1
    cat > /etc/hosts <<'HOSTS'
127.0.0.1 localhost
203.0.113.25 mx1.example.com
203.0.113.7 client.example.net
192.0.2.1 mta1.example.com
192.0.2.26 mailhub.example.com
HOSTS
    host outside 203.0.113.7 203.0.113.25
    host inside 192.0.2.26 192.0.2.1
    install -d -o nobody "$WORLD/hub"
    ip netns exec inside smtp-sink -u nobody -R "$WORLD/hub" -d mail. \
        -h mailhub.example.com 192.0.2.26:25 100 < /dev/null > "$WORLD/hub.log" 2>&1 &
    # Port 25 of that network.
    settle grep -q :0019 "/proc/$!/net/tcp"
}
