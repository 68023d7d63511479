/* Thousands of WebSocket clients in one thread: so light that the server's speed is what is measured.
 *
 * swarm PORT PATH COUNT HEADERS GREETING   HEADERS: a file with one request header line for each client.
 * Says "ready N" when every client has read the greeting; then, for each line "go MARKER" on standard input, waits until every
 * client has read the marker and says "done N LAST", LAST by the clock of Python's time.monotonic_ns(). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define HANDSHAKES_AT_ONCE 64
#define PATIENCE_NS 20000000000LL
#define OVERLAP 63

struct client { int fd, is_up, has_it; char tail[OVERLAP + 1]; };

static long long now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int dial(int port, const char *path, const char *header) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char request[2048];
    int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (void *)&to, sizeof to) < 0) { perror("connect"); exit(1); }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    int length = snprintf(request, sizeof request,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n",
        path, port, port, header);
    if (write(fd, request, length) != length) { perror("write"); exit(1); }
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

/* What was read, the end of the last read before it, so that a marker cut in two is found. -1 when the server hung up. */
static int read_for(struct client *c, const char *wanted) {
    static char buffer[1 << 16];
    int found = 0, kept = strlen(c->tail);
    memcpy(buffer, c->tail, kept);
    for (;;) {
        int got = read(c->fd, buffer + kept, sizeof buffer - kept - 1);
        if (got == 0 || (got < 0 && errno != EAGAIN)) return -1;
        if (got < 0) return found;
        int all = kept + got;
        if (memmem(buffer, all, wanted, strlen(wanted))) found = 1;
        kept = all < OVERLAP ? all : OVERLAP;
        memmove(buffer, buffer + all - kept, kept);
        memcpy(c->tail, buffer, kept);
        c->tail[kept] = 0;
    }
}

int main(int argc, char **argv) {
    if (argc != 6) return 2;
    int port = atoi(argv[1]), count = atoi(argv[3]), dialled = 0, up = 0, reached = 0, going = 0;
    const char *path = argv[2], *greeting = argv[5];
    FILE *headers = fopen(argv[4], "r");
    struct client *clients = calloc(count, sizeof *clients);
    struct rlimit files = {count + 64, count + 64};
    setrlimit(RLIMIT_NOFILE, &files);
    int poll = epoll_create1(0);
    struct epoll_event in = {.events = EPOLLIN, .data.u32 = count}, seen[512];
    epoll_ctl(poll, EPOLL_CTL_ADD, 0, &in);
    char marker[128] = "", header[1024];
    long long last = 0, deadline = 0;
    for (;;) {
        while (dialled < count && dialled - up < HANDSHAKES_AT_ONCE) {
            header[0] = 0;
            if (headers && fgets(header, sizeof header - 2, headers)) {
                header[strcspn(header, "\n")] = 0;
                strcat(header, "\r\n");
            }
            clients[dialled].fd = dial(port, path, header);
            struct epoll_event e = {.events = EPOLLIN, .data.u32 = dialled};
            epoll_ctl(poll, EPOLL_CTL_ADD, clients[dialled++].fd, &e);
        }
        int n = epoll_wait(poll, seen, 512, 100);
        for (int i = 0; i < n; i++) {
            if (seen[i].data.u32 == (unsigned)count) {
                char line[128];
                if (!fgets(line, sizeof line, stdin)) return 0;
                line[strcspn(line, "\n")] = 0;
                if (!strncmp(line, "go ", 3)) {
                    strcpy(marker, line + 3);
                    for (int k = 0; k < count; k++) clients[k].has_it = 0;
                    reached = 0, going = 1, deadline = now_ns() + PATIENCE_NS;
                    printf("armed\n"), fflush(stdout);
                }
                continue;
            }
            struct client *c = &clients[seen[i].data.u32];
            int found = read_for(c, c->is_up && going ? marker : greeting);
            if (found < 0) { fprintf(stderr, "a client was hung up on\n"); return 1; }
            if (!c->is_up && found) {
                c->is_up = 1;
                if (++up == count) printf("ready %d\n", up), fflush(stdout);
            } else if (going && found && !c->has_it) {
                c->has_it = 1, reached++, last = now_ns();
            }
        }
        if (going && (reached == count || now_ns() > deadline)) {
            going = 0;
            printf("done %d %lld\n", reached, last), fflush(stdout);
        }
    }
}
