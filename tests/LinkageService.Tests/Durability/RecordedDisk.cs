using System.Buffers.Binary;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Durability;

/// <summary>What a service did to the two files of its database, in order: a library in front of the system's writes it down.</summary>
internal static class RecordedDisk
{
    // Kind, file, offset, length, bytes. A write is noted before it is made, a sync after it was.
    private const string Shim = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <pthread.h>
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/syscall.h>
        #include <sys/types.h>
        #include <unistd.h>
        static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
        static int out = -1;
        static int named(const char *path) {
          const char *db = getenv("RECORDED_DB");
          size_t n = db == NULL ? 0 : strlen(db);
          if (n == 0 || strncmp(path, db, n) != 0) return -1;
          return path[n] == 0 ? 0 : strcmp(path + n, "-wal") == 0 ? 1 : -1;
        }
        static int file(int fd) {
          char link[64], path[4096];
          snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
          ssize_t n = readlink(link, path, sizeof path - 1);
          if (n < 0) return -1;
          path[n] = 0;
          return named(path);
        }
        static void note(char kind, int which, int64_t at, const void *bytes, uint32_t length) {
          char head[14];
          head[0] = kind; head[1] = (char)which;
          memcpy(head + 2, &at, 8); memcpy(head + 10, &length, 4);
          pthread_mutex_lock(&lock);
          if (out < 0) out = syscall(SYS_openat, AT_FDCWD, getenv("RECORDED_TO"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
          char *whole = malloc(14 + length);
          memcpy(whole, head, 14);
          if (length > 0) memcpy(whole + 14, bytes, length);
          if (syscall(SYS_write, out, whole, 14 + length) != (long)(14 + length)) abort();
          free(whole);
          pthread_mutex_unlock(&lock);
        }
        #define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))
        typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);
        ssize_t pwrite(int fd, const void *b, size_t n, off_t at) {
          int which = file(fd);
          if (which >= 0) note('w', which, at, b, n);
          return REAL("pwrite", pwrite_t)(fd, b, n, at);
        }
        ssize_t pwrite64(int fd, const void *b, size_t n, off_t at) {
          int which = file(fd);
          if (which >= 0) note('w', which, at, b, n);
          return REAL("pwrite64", pwrite_t)(fd, b, n, at);
        }
        ssize_t write(int fd, const void *b, size_t n) {
          int which = file(fd);
          if (which >= 0) note('w', which, lseek(fd, 0, SEEK_CUR), b, n);
          return syscall(SYS_write, fd, b, n);
        }
        int ftruncate(int fd, off_t to) {
          int which = file(fd);
          if (which >= 0) note('t', which, to, NULL, 0);
          return REAL("ftruncate", int (*)(int, off_t))(fd, to);
        }
        int ftruncate64(int fd, off_t to) {
          int which = file(fd);
          if (which >= 0) note('t', which, to, NULL, 0);
          return REAL("ftruncate64", int (*)(int, off_t))(fd, to);
        }
        int fsync(int fd) {
          int which = file(fd), done = REAL("fsync", int (*)(int))(fd);
          if (which >= 0 && done == 0) note('s', which, 0, NULL, 0);
          return done;
        }
        int fdatasync(int fd) {
          int which = file(fd), done = REAL("fdatasync", int (*)(int))(fd);
          if (which >= 0 && done == 0) note('s', which, 0, NULL, 0);
          return done;
        }
        int unlink(const char *path) {
          int which = named(path);
          if (which >= 0) note('u', which, 0, NULL, 0);
          return REAL("unlink", int (*)(const char *))(path);
        }
        """;

    /// <summary>Builds the library; skips the test where there is no compiler.</summary>
    /// <returns>The variables that a service is started with, and where it writes.</returns>
    public static async Task<(Dictionary<string, string> Variables, string Record)> PrepareAsync(TestStorage storage)
    {
        await Tool.RequireAsync("gcc --version && test -d /proc/self/fd");
        await File.WriteAllTextAsync(Path.Combine(storage.Folder, "record.c"), Shim);
        var (built, output) = await Tool.RunAsync("gcc -O1 -shared -fPIC -o record.so record.c -ldl -lpthread", storage.Folder);
        Assert.True(built == 0, output);
        var record = Path.Combine(storage.Folder, "record");
        return (new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = Path.Combine(storage.Folder, "record.so"), ["RECORDED_DB"] = storage.SqlitePath, ["RECORDED_TO"] = record,
        }, record);
    }

    /// <summary>Reads what was written down.</summary>
    public static IReadOnlyList<DiskAct> Read(string record)
    {
        var bytes = File.ReadAllBytes(record).AsSpan();
        var acts = new List<DiskAct>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 10)..]);
            var end = at + 14 + length;
            acts.Add(new DiskAct((char)bytes[at], bytes[at + 1], BinaryPrimitives.ReadInt64LittleEndian(bytes[(at + 2)..]),
                bytes[(at + 14)..end].ToArray(), end));
            at = end;
        }

        return acts;
    }
}

/// <summary>A write, cut, sync or removal of one of the files.</summary>
/// <param name="Kind">w, t, s or u.</param>
/// <param name="File">0 for the database, 1 for its log.</param>
/// <param name="At">Where it writes, or how long the file is then.</param>
/// <param name="Bytes">What it writes.</param>
/// <param name="End">Where the record of it ends.</param>
internal sealed record DiskAct(char Kind, int File, long At, byte[] Bytes, long End);

/// <summary>A file as the disk is sure to have it, and what came since the last sync of it.</summary>
internal sealed class DiskFile(byte[]? content)
{
    private readonly List<DiskAct> _pending = [];
    private byte[]? _synced = content;

    /// <summary>How much is not sure.</summary>
    public int Pending => _pending.Count;

    /// <summary>Goes on by an act; a sync that is ignored makes nothing sure.</summary>
    public void Take(DiskAct act, bool ignoresSyncs)
    {
        if (act.Kind != 's')
        {
            _pending.Add(act);
        }
        else if (!ignoresSyncs)
        {
            _synced = After(_synced, _pending);
            _pending.Clear();
        }
    }

    /// <summary>The file with some of what is not sure; null where it is not there.</summary>
    /// <param name="variant">Which part of it the disk has.</param>
    /// <param name="random">Draws the part.</param>
    public byte[]? As(CrashVariant variant, Random random) => variant switch
    {
        CrashVariant.Written => After(_synced, _pending),
        CrashVariant.Dropped => _synced,
        CrashVariant.Half => After(_synced, Half(random)),
        CrashVariant.Torn => After(_synced, Torn(random)),
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "unknown"),
    };

    // Whether a file was removed decides which file later writes are in.
    private IEnumerable<DiskAct> Half(Random random)
    {
        foreach (var act in _pending)
        {
            if (random.Next(2) == 0)
            {
                yield return act;
            }
            else if (act.Kind == 'u')
            {
                yield break;
            }
        }
    }

    private IEnumerable<DiskAct> Torn(Random random) => _pending.Count > 0 && _pending[^1] is { Kind: 'w' } last
        ? _pending.SkipLast(1).Append(last with { Bytes = last.Bytes[..random.Next(last.Bytes.Length)] })
        : _pending;

    private static byte[]? After(byte[]? content, IEnumerable<DiskAct> acts)
    {
        var file = content is null ? null : new MemoryStream();
        file?.Write(content!);
        foreach (var act in acts)
        {
            switch (act.Kind)
            {
                case 'u':
                    file = null;
                    break;
                case 't':
                    (file ??= new MemoryStream()).SetLength(act.At);
                    break;
                default:
                    file ??= new MemoryStream();
                    file.Position = act.At;
                    file.Write(act.Bytes);
                    break;
            }
        }

        return file?.ToArray();
    }
}

/// <summary>What a disk has of the writes it was not asked to keep.</summary>
internal enum CrashVariant
{
    /// <summary>All of them.</summary>
    Written,

    /// <summary>None.</summary>
    Dropped,

    /// <summary>Each or not.</summary>
    Half,

    /// <summary>All, the last one in part.</summary>
    Torn,
}
