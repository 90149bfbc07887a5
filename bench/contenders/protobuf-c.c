/*
 * Runs protobuf-c: bench IMAGES FIRST ENTRY. IMAGES contains image files, each after its size. FIRST and ENTRY name the
 * messages of the images; FIRST is `-` if there is none. Executes lines of standard input: `wall TASK` prints the
 * elapsed time in nanoseconds, `cpu TASK` the processor time, and `prove TASK FILE` writes the result of the task, the
 * images again.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core.pb-c.h"
#include "fdinfo.pb-c.h"
#include "mm.pb-c.h"
#include "pagemap.pb-c.h"

struct image {
	const uint8_t *bytes;
	uint32_t size;
	ProtobufCMessage **messages;
	size_t count;
};

static struct image *images;
static size_t image_count;
static const ProtobufCMessageDescriptor *first, *entry;

static const ProtobufCMessageDescriptor *message_called(const char *name)
{
	static const ProtobufCMessageDescriptor *known[] = {
		&pagemap_head__descriptor, &pagemap_entry__descriptor, &file_entry__descriptor,
		&core_entry__descriptor, &mm_entry__descriptor,
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(known[i]->name, name))
			return known[i];
	return NULL;
}

static uint32_t word_at(const uint8_t *bytes)
{
	uint32_t word;
	memcpy(&word, bytes, 4);
	return word;
}

static uint8_t *read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	fseek(file, 0, SEEK_END);
	*size = ftell(file);
	rewind(file);
	uint8_t *bytes = malloc(*size);
	if (fread(bytes, 1, *size, file) != *size)
		exit(2);
	fclose(file);
	return bytes;
}

static void open_images(const char *path)
{
	size_t size, pos = 0;
	uint8_t *bytes = read_file(path, &size);
	while (pos < size) {
		images = realloc(images, (image_count + 1) * sizeof *images);
		images[image_count++] = (struct image){ bytes + pos + 4, word_at(bytes + pos), NULL, 0 };
		pos += 4 + word_at(bytes + pos);
	}
}

static void decode(struct image *image)
{
	size_t room = 0;
	for (uint32_t pos = 8; pos < image->size;) {
		const ProtobufCMessageDescriptor *d = image->count == 0 && first ? first : entry;
		uint32_t size = word_at(image->bytes + pos);
		if (image->count == room) {
			room = room ? 2 * room : 16;
			image->messages = realloc(image->messages, room * sizeof *image->messages);
		}
		image->messages[image->count++] = protobuf_c_message_unpack(d, NULL, size, image->bytes + pos + 4);
		pos += 4 + size;
	}
}

static void forget(struct image *image)
{
	for (size_t i = 0; i < image->count; i++)
		protobuf_c_message_free_unpacked(image->messages[i], NULL);
	free(image->messages);
	image->messages = NULL;
	image->count = 0;
}

/* Returns the bytes of an image, and stores their number in `size`. */
static uint8_t *encode(const struct image *image, size_t *size)
{
	size_t room = 1024, pos = 8;
	uint8_t *bytes = malloc(room);
	memcpy(bytes, image->bytes, 8);
	for (size_t i = 0; i < image->count; i++) {
		uint32_t length = protobuf_c_message_get_packed_size(image->messages[i]);
		if (pos + 4 + length > room) {
			room = 2 * (room + length);
			bytes = realloc(bytes, room);
		}
		memcpy(bytes + pos, &length, 4);
		protobuf_c_message_pack(image->messages[i], bytes + pos + 4);
		pos += 4 + length;
	}
	*size = pos;
	return bytes;
}

static uint64_t now(clockid_t clock)
{
	struct timespec time;
	clock_gettime(clock, &time);
	return time.tv_sec * 1000000000ull + time.tv_nsec;
}

/*
 * Returns the duration of a task, without preparation and cleanup. Freeing decoded messages counts, because garbage
 * collection counts for other contenders.
 */
static uint64_t run(int encodes, clockid_t clock)
{
	size_t size;
	if (encodes)
		for (size_t i = 0; i < image_count; i++)
			decode(&images[i]);
	uint64_t start = now(clock);
	for (size_t i = 0; i < image_count; i++)
		if (encodes)
			free(encode(&images[i], &size));
		else
			decode(&images[i]);
	if (!encodes)
		for (size_t i = 0; i < image_count; i++)
			forget(&images[i]);
	uint64_t taken = now(clock) - start;
	for (size_t i = 0; i < image_count; i++)
		forget(&images[i]);
	return taken;
}

static void prove(const char *path)
{
	FILE *file = fopen(path, "wb");
	for (size_t i = 0; i < image_count; i++) {
		size_t size;
		decode(&images[i]);
		uint8_t *bytes = encode(&images[i], &size);
		uint32_t word = size;
		fwrite(&word, 4, 1, file);
		fwrite(bytes, size, 1, file);
		free(bytes);
		forget(&images[i]);
	}
	fclose(file);
}

int main(int argc, char **argv)
{
	char line[4096], what[16], task[64], path[4000];
	if (argc != 4)
		return 2;
	open_images(argv[1]);
	first = message_called(argv[2]);
	entry = message_called(argv[3]);
	while (fgets(line, sizeof line, stdin)) {
		if (sscanf(line, "prove %63s %3999s", task, path) == 2) {
			prove(path);
			puts("0");
		} else if (sscanf(line, "%15s %63s", what, task) == 2) {
			clockid_t clock = strcmp(what, "cpu") ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID;
			printf("%llu\n", (unsigned long long)run(!strcmp(task, "encode"), clock));
		}
		fflush(stdout);
	}
	return 0;
}
