using System.Security.Cryptography;
using System.Text;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Blocks;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace LinkageService.Storage.Runs;

/// <summary>
/// The packed households of runs: written in bulk, one found by its key and decoded alone, many read by cursor. Those of an archived run
/// are read out of its archive; where that is not there, what <see cref="ArchiveFiles"/> throws for it comes through.
/// </summary>
public static class RunBlockStore
{
    /// <summary>From so many blocks on, PostgreSQL takes a COPY faster than single inserts.</summary>
    private const int CopyFrom = 4;

    private const string CopySql =
        "COPY run_block (run_id, part, first_household, households, payload, digest) FROM STDIN (FORMAT BINARY)";

    private const string FindSql = """
        SELECT payload FROM run_block WHERE run_id = @run AND part = @part AND first_household <= @household
        ORDER BY first_household DESC LIMIT 1
        """;

    private const string AfterSql = """
        SELECT payload FROM run_block WHERE run_id = @run AND part = @part AND first_household >= COALESCE(
            (SELECT MAX(first_household) FROM run_block WHERE run_id = @run AND part = @part AND first_household <= @after), '')
        ORDER BY first_household LIMIT @blocks
        """;

    private const string RowColumns = """
        run_id AS RunId, part AS Part, first_household AS FirstHousehold, households AS Households, payload AS Payload, digest AS Digest
        """;

    private static readonly string[] FindColumns = ["run", "part", "household"];

    /// <summary>One household, or null when it is not in the run.</summary>
    /// <exception cref="DamagedBlockException">The stored bytes are no block.</exception>
    public static async Task<HouseholdValues?> FindAsync(Session session, string run, long part, string household)
    {
        if (await FindPayloadAsync(session, run, part, household) is not { } payload)
        {
            return null;
        }

        var block = ColumnBlock.Read(payload);
        var at = block.IndexOf(Encoding.UTF8.GetBytes(household));
        if (at < 0)
        {
            return null;
        }

        var values = new long[block.ColumnCount];
        block.CopyHousehold(at, values);
        return new HouseholdValues(household, values);
    }

    /// <summary>Households in the order of their ids.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">Whose.</param>
    /// <param name="part"><see cref="RunParts"/>.</param>
    /// <param name="after">Only those after this id; empty for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="DamagedBlockException">The stored bytes are no block.</exception>
    public static async Task<IReadOnlyList<HouseholdValues>> AfterAsync(Session session, string run, long part, string after, int limit)
    {
        // One block may end with the household before the first wanted, and begin before it.
        var blocks = (limit / ColumnBlock.MaxHouseholds) + 3;
        var found = new List<HouseholdValues>(Math.Min(limit, blocks * ColumnBlock.MaxHouseholds));
        var afterUtf8 = Encoding.UTF8.GetBytes(after);
        foreach (var payload in await PayloadsAsync(session, run, AfterSql, new { run, part, after, blocks }))
        {
            Add(found, ColumnBlock.Read(payload), afterUtf8, limit);
            if (found.Count == limit)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>A whole part, unpacked; empty when the run has no such part.</summary>
    /// <exception cref="DamagedBlockException">The stored bytes are no block.</exception>
    public static async Task<RunColumns> ColumnsAsync(Session session, string run, long part) =>
        RunColumns.Of(await PayloadsAsync(
            session, run, "SELECT payload FROM run_block WHERE run_id = @run AND part = @part ORDER BY first_household",
            new { run, part }));

    /// <summary>The rows of a run, by part and first household, one at a time.</summary>
    public static async IAsyncEnumerable<RunBlockRow> RowsAsync(Session session, string run)
    {
        await using var archive = await session.Archives.OpenAsync(session, run);
        await foreach (var row in (archive?.Session ?? session).StreamAsync<RunBlockRow>(
            $"SELECT {RowColumns} FROM run_block WHERE run_id = @run ORDER BY part, first_household", new { run }))
        {
            yield return row;
        }
    }

    /// <summary>Writes blocks.</summary>
    internal static async Task AppendAsync(WriteSession session, IReadOnlyList<RunBlockRow> blocks)
    {
        if (session.IsPostgres && blocks.Count >= CopyFrom)
        {
            await CopyAsync((NpgsqlConnection)await session.SettledConnectionAsync(), blocks);
            return;
        }

        foreach (var block in blocks)
        {
            await session.InsertAsync(
                Tables.RunBlock, block.RunId, block.Part, block.FirstHousehold, block.Households, block.Payload, block.Digest);
        }
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<RunBlockRow> blocks)
    {
        await using var copy = await connection.BeginBinaryImportAsync(CopySql);
        foreach (var block in blocks)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(block.RunId, NpgsqlDbType.Text);
            await copy.WriteAsync(block.Part, NpgsqlDbType.Bigint);
            await copy.WriteAsync(block.FirstHousehold, NpgsqlDbType.Text);
            await copy.WriteAsync(block.Households, NpgsqlDbType.Bigint);
            await copy.WriteAsync(block.Payload, NpgsqlDbType.Bytea);
            await copy.WriteAsync(block.Digest, NpgsqlDbType.Bytea);
        }

        await copy.CompleteAsync();
    }

    // Prepared once per connection: this is the read everybody waits for.
    private static async Task<byte[]?> FindPayloadAsync(Session session, string run, long part, string household)
    {
        if (await session.FirstBytesPreparedAsync(FindSql, FindColumns, run, part, household) is { } payload)
        {
            return payload;
        }

        return await ElsewhereAsync(
            session, run, place => place.FirstBytesPreparedAsync(FindSql, FindColumns, run, part, household));
    }

    // Nothing is asked of archives while there are blocks here.
    private static async Task<IReadOnlyList<byte[]>> PayloadsAsync(Session session, string run, string sql, object arguments)
    {
        var found = await session.ListAsync<byte[]>(sql, arguments);
        return found.Count > 0 ? found : await ElsewhereAsync(session, run, place => place.ListAsync<byte[]>(sql, arguments));
    }

    // What was put back in between is here the second time.
    private static async Task<T> ElsewhereAsync<T>(Session session, string run, Func<Session, Task<T>> read)
    {
        await using var archive = await session.Archives.OpenAsync(session, run);
        if (archive is null)
        {
            return await read(session);
        }

        try
        {
            return await read(archive.Session);
        }
        catch (SqliteException exception)
        {
            throw new DamagedBlockException("its archive cannot be read: " + exception.Message);
        }
    }

    private static void Add(List<HouseholdValues> found, ColumnBlock block, ReadOnlySpan<byte> after, int limit)
    {
        Span<byte> id = stackalloc byte[ColumnBlock.MaxIdBytes];
        for (var household = 0; household < block.Count && found.Count < limit; household++)
        {
            var utf8 = id[..block.CopyIdUtf8(household, id)];
            if (!after.IsEmpty && utf8.SequenceCompareTo(after) <= 0)
            {
                continue;
            }

            var values = new long[block.ColumnCount];
            block.CopyHousehold(household, values);
            found.Add(new HouseholdValues(Encoding.UTF8.GetString(utf8), values));
        }
    }
}

/// <summary>Up to 512 neighbouring households of a run, packed.</summary>
/// <param name="RunId">Id of the run it is part of.</param>
/// <param name="Part"><see cref="RunParts"/>.</param>
/// <param name="FirstHousehold">The smallest id in it.</param>
/// <param name="Households">Households in it, 1 to 512.</param>
/// <param name="Payload">The bytes: see <c>docs/decisions/0005-packed-statement-blocks.md</c>.</param>
/// <param name="Digest">SHA-256 over the other values.</param>
public sealed record RunBlockRow(string RunId, long Part, string FirstHousehold, long Households, byte[] Payload, byte[] Digest)
{
    /// <summary>What <see cref="Digest"/> must be.</summary>
    public static byte[] DigestOf(string runId, long part, string firstHousehold, long households, byte[] payload) =>
        Tables.RunBlock.Digest(runId, part, firstHousehold, households, payload, null);

    /// <summary>SHA-256 over the digests of all blocks of a run, by part and first household.</summary>
    public static byte[] DigestOf(IEnumerable<RunBlockRow> blocks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in blocks)
        {
            hash.AppendData(block.Digest);
        }

        return hash.GetHashAndReset();
    }
}
