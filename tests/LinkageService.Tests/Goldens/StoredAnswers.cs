using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace LinkageService.Tests.Goldens;

/// <summary>What worked cases and demo villages come to, and the rows that are stored of them, as digests.</summary>
internal static partial class StoredAnswers
{
    // What a run stores of its result; its other columns name moments, people and ids, or hash them.
    private static readonly (string Table, string Columns)[] OfRun =
    [
        ("run", "year, record_date, roster, scheme_digest, terms, result, digest, households, state, progress"),
        ("run_block", "part, first_household, households, hex(payload)"),
        ("run_benefit", "benefit, households, amount_fen, registered_households, registered_amount_fen"),
    ];

    private static readonly string[] OverIds =
    [
        "audit.hash", "audit.previous_hash", "audit.before_digest", "audit.after_digest", "audit_head.hash", "run.blocks_digest",
        "run_block.digest", "household_lookup.hash", "payment_attempt.digest",
        "payment_envelope.lines_digest",
    ];

    private static readonly SchemeLibrary Library = SchemeLibrary.Load();

    /// <summary>Every worked case of a scheme: calculated, and stored as a run of its own village.</summary>
    public static async Task<JsonObject> OfSchemeAsync(RunningService service, string database, string scheme)
    {
        var answers = new JsonObject();
        var world = new RunWorld(service);
        foreach (var (at, asked) in SchemeCases.All.Where(each => each.Scheme == scheme).Index())
        {
            var body = Encoding.UTF8.GetString(CaseRequests.Json(asked, explain: true));
            var computed = await service.PostAsync("/v1/calculations", body);
            if (computed.Status != 200)
            {
                answers.Add(asked.Title, new JsonArray(computed.Json.GetProperty("errors").EnumerateArray()
                    .Select(error => JsonNode.Parse(error.GetRawText())).ToArray()));
                continue;
            }

            // Each amount stands in cases.yaml; one household shows the words.
            var village = $"case-{at}";
            await world.OrganizationAsync(village, Library.Versions(scheme)[^1].LegalForms is [var form, ..] ? form : "rural_collective");
            var created = await world.CreateAsync(village, Encoding.UTF8.GetString(CaseRequests.Json(asked)), "key");
            Assert.True(created.Status == 201, $"{asked}: {created.Text}");
            var answer = JsonNode.Parse(computed.Text)!;
            var shown = new JsonObject
            {
                ["totals"] = answer["totals"]!.DeepClone(),
                ["checks"] = new JsonArray(answer["checks"]!.AsArray().Select(check => check!["code"]!.DeepClone()).ToArray()),
                ["digest"] = answer["digest"]!.DeepClone(),
                ["answer"] = Digest(computed.Text),
                ["stored"] = await OfRunAsync(database, created.Json.GetProperty("id").GetString()!),
            };
            if (answers.Count == 0)
            {
                shown["first"] = answer["statements"]![0]!.DeepClone();
            }

            answers.Add(asked.Title, shown);
        }

        return answers;
    }

    /// <summary>Every table of a database: how many rows and what they hold.</summary>
    public static async Task<JsonObject> OfTablesAsync(string database)
    {
        await using var connection = await OpenAsync(database);
        var answers = new JsonObject();
        foreach (var table in await RowsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            // In the order in which they were written; what hashes ids differs from time to time, and so do secrets.
            var columns = (await RowsAsync(connection, $"SELECT name FROM pragma_table_info('{table}')"))
                .Where(column => !OverIds.Contains($"{table}.{column}", StringComparer.Ordinal))
                .Select(column => $"ifnull(hex({column}), '-')");
            var joined = string.Join(" || ' ' || ", columns);
            var rows = await RowsAsync(connection, $"SELECT {joined} FROM {table} ORDER BY rowid");
            var digest = table is "setting" or "schema_version" ? null : Digest(Plain(rows));
            answers[table] = new JsonObject { ["rows"] = rows.Count, ["digest"] = digest };
        }

        return answers;
    }

    private static async Task<string> OfRunAsync(string database, string run)
    {
        await using var connection = await OpenAsync(database);
        var stored = new List<string>();
        foreach (var (table, columns) in OfRun)
        {
            var joined = string.Join(" || '|' || ", columns.Split(", ").Select(column => $"ifnull({column}, '-')"));
            var key = table == "run" ? "id" : "run_id";
            stored.AddRange(await RowsAsync(connection, $"SELECT {joined} FROM {table} WHERE {key} = '{run}' ORDER BY rowid"));
        }

        return Digest(string.Join('\n', stored));
    }

    // Ids are random: what counts is where each stands.
    private static string Plain(IEnumerable<string> rows) => Sealed().Replace(
        new Placeholders(new Dictionary<string, string>(StringComparer.Ordinal))
            .Replace(string.Join('\n', rows.Select(row => string.Join(' ', row.Split(' ').Select(Text))))),
        "{sealed}");

    // An encrypted number or key: its form byte, then bytes that are other ones each time.
    [GeneratedRegex(@"A[Q-Za-z0-9+/]([A-Za-z0-9+/]|\\u002[BF]){40,}=*", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Sealed();

    private static string Text(string column) => column == "-" ? "" : Encoding.Latin1.GetString(Convert.FromHexString(column));

    private static string Digest(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task<SqliteConnection> OpenAsync(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string>> RowsAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
