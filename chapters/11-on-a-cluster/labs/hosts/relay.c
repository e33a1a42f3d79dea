/*
 * relay.c - the slow switch: what `slow` puts in the place of the fast one.
 *
 *     relay [DELAY] [RATE]       500us, 1ms, 0.1s;  100kbit, 10mbit, 1gbit
 *
 * Whatever a node sends comes out of its cable here.  The relay keeps each
 * frame until it is due, and then puts it on the cable of the node that it
 * is for:
 *
 *     due = the moment its last bit has left the sender + DELAY
 *
 * The bits of one sender leave one after another, RATE of them a second.
 * DELAY is one way: a question and its answer take at least 2 DELAY.  All
 * frames of one sender stay in order.
 *
 * The cables are the devices cable1, cable2, ... of this network namespace;
 * nodes, and their cables, may come and go.  It says when it is ready, and
 * at SIGTERM what has passed.  Of root it needs CAP_NET_RAW alone, which
 * everybody has in a namespace of his own.
 *
 * Try: a longer delay on cable3 alone; lose every hundredth frame.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <math.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "check.h"
#include "seconds.h"

enum { CABLES = 10, AT_ONCE = 64, ROOM = 1 << 24 /* bytes */ };

/* The kernel writes a note before each frame, and reads it when we send: as
   that the checksum is still to be done, or that the frame is a long one
   which a network card would cut up.  We hand it on as it is. */
enum { NOTE = sizeof(struct virtio_net_hdr), TO = NOTE };
enum { FROM = TO + ETH_ALEN, TYPE = FROM + ETH_ALEN };
enum { LONGEST = NOTE + ETH_HLEN + (1 << 16) };

struct frame {
    struct frame *next;
    double due; /* seconds of CLOCK_MONOTONIC, as all times here */
    size_t size;
    unsigned char bytes[]; /* with the note */
};

struct cable {
    unsigned device;              /* 0 while there is none */
    unsigned char host[ETH_ALEN]; /* the address at its other end */
    double free;                  /* when its last bit so far has left */
    struct frame *first, *last;   /* what we keep, by `due` */
};

static struct cable cables[CABLES];
static struct cable *const no_cable = cables + CABLES;
static double delay;           /* seconds */
static double rate = INFINITY; /* bits a second */
static long passed, lost; /* frames; one for all hosts counts for each */
static volatile sig_atomic_t ended;

/* A node that has been started again has a new device by the old name. */
static void
find_cables(void)
{
    char name[IF_NAMESIZE];
    for (int i = 0; i < CABLES; i++) {
        snprintf(name, sizeof name, "cable%d", i);
        cables[i].device = if_nametoindex(name);
    }
}

/* Of a device that is no cable, `no_cable`. */
static struct cable *
cable_of(unsigned device)
{
    for (int look = 0; look < 2; look++) {
        for (struct cable *c = cables; c < no_cable; c++)
            if (c->device == device)
                return c;
        find_cables();
    }
    return no_cable;
}

/* A sender that is more than a second ahead of its bits loses the frame:
   the buffers of a switch end somewhere. */
static void
keep(struct cable *from, const unsigned char *bytes, size_t size)
{
    double now = seconds(CLOCK_MONOTONIC);
    if (from->free < now)
        from->free = now;
    if (from->free > now + 1) {
        lost++;
        return;
    }
    from->free += 8.0 * (double)(size - NOTE) / rate;

    struct frame *new = check_alloc(malloc(sizeof *new + size), "malloc");
    *new = (struct frame){.due = from->free + delay, .size = size};
    memcpy(new->bytes, bytes, size);
    if (from->first == NULL)
        from->first = new;
    else
        from->last->next = new;
    from->last = new;
}

/* Takes what has come, and learns from it which host is at which cable. */
static void
take(int net)
{
    static unsigned char bytes[LONGEST];
    struct sockaddr_ll from;
    for (int i = 0; i < AT_ONCE; i++) {
        socklen_t length = sizeof from;
        ssize_t size = recvfrom(net, bytes, sizeof bytes, MSG_DONTWAIT,
                                (struct sockaddr *)&from, &length);
        if (size == -1 && errno == EAGAIN)
            return;
        if (size < NOTE + ETH_HLEN || from.sll_pkttype == PACKET_OUTGOING)
            continue;
        struct cable *cable = cable_of((unsigned)from.sll_ifindex);
        if (cable == no_cable)
            continue;
        memcpy(cable->host, bytes + FROM, ETH_ALEN);
        keep(cable, bytes, (size_t)size);
    }
}

static void
put(int net, const struct frame *frame, const struct cable *on)
{
    struct sockaddr_ll to = {.sll_family = AF_PACKET,
                             .sll_ifindex = (int)on->device};
    memcpy(&to.sll_protocol, frame->bytes + TYPE, sizeof to.sll_protocol);
    if (sendto(net, frame->bytes, frame->size, 0, (struct sockaddr *)&to,
               sizeof to) == -1)
        lost++; /* the node is gone */
    else
        passed++;
}

/* To the host it is for, or to all others: if that host is not known yet,
   or if it is for everybody, as the lowest bit of the address says. */
static void
forward(int net, const struct frame *frame, const struct cable *from)
{
    const unsigned char *host = frame->bytes + TO;
    struct cable *c;
    for (c = cables; c < no_cable && !(host[0] & 1); c++)
        if (c->device != 0 && memcmp(c->host, host, ETH_ALEN) == 0) {
            put(net, frame, c);
            return;
        }
    find_cables();
    for (c = cables; c < no_cable; c++)
        if (c->device != 0 && c != from)
            put(net, frame, c);
}

/* Sends on what is due at `time`; returns when the next frame is. */
static double
send_due(int net, double time)
{
    double next = INFINITY;
    for (struct cable *c = cables; c < no_cable; c++) {
        while (c->first != NULL && c->first->due <= time) {
            struct frame *frame = c->first;
            forward(net, frame, c);
            c->first = frame->next;
            free(frame);
        }
        if (c->first != NULL && c->first->due < next)
            next = c->first->due;
    }
    return next;
}

/* One socket for all devices of the namespace. */
static int
open_net(void)
{
    int net = check(socket(AF_PACKET, SOCK_RAW, 0), "slow: a raw socket");
    check(setsockopt(net, SOL_PACKET, PACKET_VNET_HDR, &(int){1},
                     sizeof(int)),
          "slow: PACKET_VNET_HDR");
    /* For bursts.  An older kernel has it for root only; others then may
       lose a frame, and TCP sends it again. */
    setsockopt(net, SOL_SOCKET, SO_RCVBUFFORCE, &(int){ROOM}, sizeof(int));
    struct sockaddr_ll all = {.sll_family = AF_PACKET,
                              .sll_protocol = htons(ETH_P_ALL)};
    check(bind(net, (struct sockaddr *)&all, sizeof all), "slow: bind");
    return net;
}

/* A number with a unit: sets `delay` or `rate`. */
static void
set(const char *word)
{
    static const char *const times[] = {"us", "ms", "s"};
    static const char *const rates[] = {"kbit", "mbit", "gbit"};
    char *unit;
    double number = strtod(word, &unit), time, bits;
    for (int i = 0; i < 3 && number > 0; i++) {
        time = number * pow(10, 3 * (i - 2));
        bits = number * pow(10, 3 * (i + 1));
        if (strcmp(unit, times[i]) == 0 && time <= 10) {
            delay = time;
            return;
        }
        if (strcmp(unit, rates[i]) == 0 && bits >= 1e3 && bits <= 1e12) {
            rate = bits;
            return;
        }
    }
    fprintf(stderr,
            "slow: \"%s\" is no delay, such as 500us or 1ms (10s at "
            "most), and no rate, such as 10mbit.\n",
            word);
    exit(EXIT_FAILURE);
}

static void
end(int signal)
{
    (void)signal;
    ended = 1;
}

int
main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        set(argv[i]);
    /* The signal comes only while we wait, so that we do not miss it. */
    sigset_t blocked, waiting;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    check(sigprocmask(SIG_BLOCK, &blocked, &waiting), "sigprocmask");
    check(sigaction(SIGTERM, &(struct sigaction){.sa_handler = end}, NULL),
          "sigaction");

    struct pollfd net = {.fd = open_net(), .events = POLLIN};
    printf("slow: a frame takes %g ms longer; a node sends ", delay * 1e3);
    if (rate < INFINITY)
        printf("%g Mbit/s at most\n", rate / 1e6);
    else
        printf("as fast as it can\n");
    fflush(stdout);
    while (!ended) {
        take(net.fd);
        double wait = send_due(net.fd, seconds(CLOCK_MONOTONIC)) -
                      seconds(CLOCK_MONOTONIC);
        wait = wait < 0 ? 0 : wait > 60 ? 60 : wait;
        struct timespec t = {(time_t)wait, (long)(fmod(wait, 1) * 1e9)};
        ppoll(&net, 1, &t, &waiting);
    }
    send_due(net.fd, INFINITY); /* nobody is to wait for what we keep */
    printf("slow: %ld frames have passed, %ld were lost\n", passed, lost);
    return EXIT_SUCCESS;
}
