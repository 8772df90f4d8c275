using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using LinkageService.Access;
using LinkageService.Features.Exports;
using LinkageService.Http;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using static LinkageService.Tests.Access.MatrixEndpoints;

namespace LinkageService.Tests.Access;

/// <summary>
/// Every role that is limited to an organisation asks every route, rpc and download for what another one really has
/// (<see cref="PlantedOrganization"/>): by its ids alone, by its ids below one's own, in the query and in the body. The answer is the one
/// for what is not there, nothing in it is the other's, and nothing of the other's changes.
/// </summary>
public sealed class NothingOfOthersTests
{
    private static readonly string Nobody = new('0', 32);

    // Makes an organisation whose id is free, and so says of every id whether it is.
    private const string TakesFreeIds = "PutOrganization";

    // Fields of messages and parts of paths, by what they name.
    private static readonly Dictionary<string, string> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["organization_id"] = "org", ["organization"] = "org", ["parent"] = "org",
        ["run_id"] = "run", ["with"] = "run", ["lastRun"] = "run",
        ["last_run"] = "run", ["correction"] = "run", ["household_id"] = "household", ["set_off"] = "setOff", ["setOff"] = "setOff",
    };

    [FullRunFact]
    public async Task Rest_EveryRouteAskedForAnothers_AnswersAsForNothing()
    {
        await using var world = await MatrixWorld.BuildAsync(hasRuns: true);
        var planted = await PlantedOrganization.InAsync(world);
        var before = await RowsAsync(world, planted);
        var (wrong, calls) = (new List<string>(), 0);
        foreach (var endpoint in Endpoints(world.Service).Where(each => IsRest(each) && Needed(each) != Permission.Open))
        {
            var isCompared = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName != TakesFreeIds;
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                var type = endpoint.Metadata.GetMetadata<EndpointDocumentation>()?.Examples.FirstOrDefault()?.ContentType
                    ?? "application/json";
                var verb = new HttpMethod(method);
                foreach (var (ofOther, ofNobody) in Questions(endpoint, world, planted))
                {
                    foreach (var (role, key) in world.Keys)
                    {
                        var other = await world.SendAsync(key, verb, ofOther.Path, ofOther.Body, type);
                        var none = ofOther == ofNobody || !isCompared
                            ? other
                            : await world.SendAsync(key, verb, ofNobody.Path, ofNobody.Body, type);
                        calls++;
                        var seen = planted.SeenIn(await BytesAsync(world, key, ofOther, other), ofOther.Path + ofOther.Body);
                        if (seen is not null || Plain(other.Text, planted, other.Status) != Plain(none.Text, planted, none.Status))
                        {
                            wrong.Add($"{role.Name} {method} {ofOther.Path} {ofOther.Body}: shows {seen ?? "nothing"}, "
                                + $"{other.Status} {other.Text} instead of {none.Status} {none.Text}");
                        }
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await RowsAsync(world, planted));
        Assert.True(calls >= 1300, $"{calls} calls");
    }

    [FullRunFact]
    public async Task Grpc_EveryRpcAskedForAnothers_AnswersAsForNothing()
    {
        await using var world = await MatrixWorld.BuildAsync(hasRuns: true);
        var planted = await PlantedOrganization.InAsync(world);
        var before = await RowsAsync(world, planted);
        using var api = new GrpcApi(world.Service.GrpcAddress);
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints(world.Service).Where(IsOurGrpc))
        {
            var method = endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()!.Method.FullName.TrimStart('/');
            foreach (var isBelowOwn in new[] { false, true })
            {
                IMessage Message(bool ofOther) => GrpcExamples.Of(method, field =>
                    Value(field, method.Split('.')[^1].Split('/')[0], isBelowOwn, ofOther, world, planted));
                var (ofOther, ofNobody) = (Message(true), Message(false));
                if (isBelowOwn && ofOther.Equals(ofNobody))
                {
                    continue;
                }

                foreach (var (role, key) in world.Keys)
                {
                    api.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                    var other = await api.CallAsync(method, ofOther);
                    var none = await api.CallAsync(method, ofNobody);
                    var seen = other.Messages.Append(Encoding.UTF8.GetBytes(other.Message + other.Details))
                        .Select(bytes => planted.SeenIn(bytes, ofOther.ToString()!)).FirstOrDefault(each => each is not null);
                    var isOther = (other.Status, other.Code) != (none.Status, none.Code);
                    if (seen is not null || (isOther && !method.EndsWith(TakesFreeIds, StringComparison.Ordinal)))
                    {
                        wrong.Add($"{role.Name} {method} {ofOther}: shows {seen ?? "nothing"}, {other.Status} {other.Message} instead of "
                            + $"{none.Status} {none.Message}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await RowsAsync(world, planted));
    }

    [FullRunFact]
    public async Task Console_EveryDownloadAndAddressAskedForAnothers_HoldsNothing()
    {
        await using var world = await MatrixWorld.BuildAsync(hasRuns: true);
        var planted = await PlantedOrganization.InAsync(world);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var (wrong, pages) = (new List<string>(), Pages(world.Service).ToArray());
        var shown = new List<string>();
        foreach (var page in pages)
        {
            // Downloads have what is one's own. Pages are drawn over their session, by the use cases that REST asks.
            var own = Regex.Replace(page.RoutePattern.RawText!, @"\{(?<name>[A-Za-z]+)[^}]*\}", part =>
                Meaning(page.RoutePattern.RawText!, part.Groups["name"].Value) is ("org" or "run" or "household") and var name
                    ? Id(name, null, world, planted)
                    : "none", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            var mine = (await GetAsync(own, world.Keys[Role.Auditor])).Bytes;
            shown.AddRange(mine.AsSpan().IndexOf("农户0002"u8) >= 0 ? [own] : []);
            foreach (var (ofOther, ofNobody) in Questions(page, world, planted))
            {
                foreach (var (role, key) in world.Keys)
                {
                    var (other, none) = (await GetAsync(ofOther.Path, key), await GetAsync(ofNobody.Path, key));
                    var seen = planted.SeenIn(other.Bytes, ofOther.Path);
                    if (seen is not null || other.Status != none.Status)
                    {
                        wrong.Add($"{role.Name} {ofOther.Path}: shows {seen ?? "nothing"}, {other.Status} instead of {none.Status}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(shown.Count >= 2, $"the own household is in {string.Join(", ", shown)}");

        async Task<(int Status, byte[] Bytes)> GetAsync(string path, string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(world.Service.Client.BaseAddress!, path));
            request.Headers.Add("Cookie", world.CookieOf(key));
            using var answer = await client.SendAsync(request);
            return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
        }
    }

    // A workbook or archive is no text.
    private static async Task<byte[]> BytesAsync(MatrixWorld world, string key, Question question, Answer answer)
    {
        if (!answer.Text.StartsWith("PK", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(answer.Text);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(question.Path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var again = await world.Service.Client.SendAsync(request);
        return again.StatusCode == System.Net.HttpStatusCode.OK ? await again.Content.ReadAsByteArrayAsync() : [];
    }

    // The same question about what another has and about what nobody has.
    private static IEnumerable<(Question OfOther, Question OfNobody)> Questions(
        RouteEndpoint endpoint, MatrixWorld world, PlantedOrganization planted)
    {
        var template = endpoint.RoutePattern.RawText!;
        var documentation = endpoint.Metadata.GetMetadata<EndpointDocumentation>();
        var names = endpoint.RoutePattern.Parameters.Select(parameter => Meaning(template, parameter.Name)).ToArray();
        foreach (var kind in names.Contains("kind") ? Kinds(template) : [""])
        {
            for (var own = 0; own < Math.Max(names.Count(planted.Ids.ContainsKey), 1); own++)
            {
                Question Asked(bool ofOther, string query = "", bool isBodyOwn = false)
                {
                    var at = 0;
                    var path = Regex.Replace(template, @"\{(?<name>[A-Za-z]+)[^}]*\}", part =>
                    {
                        var name = Meaning(template, part.Groups["name"].Value);
                        return planted.Ids.ContainsKey(name)
                            ? Id(name, at++ < own || query.Length > 0 || isBodyOwn ? null : ofOther, world, planted)
                            : name == "kind" ? kind : name == "id" ? "tangwan-four-tier" : "1";
                    }, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
                    bool? isOfOther = isBodyOwn || query.Length > 0 ? null : ofOther;
                    var required = documentation?.Parameters.Where(each => each is { IsRequired: true, IsHeader: false, Example: not null })
                        .Select(each => $"{each.Name}={Uri.EscapeDataString(
                            Named.TryGetValue(each.Name, out var name) ? Id(name, isOfOther, world, planted) : each.Example!)}") ?? [];
                    var whole = string.Join('&', required.Append(query).Where(part => part.Length > 0));
                    return new Question(
                        path + (whole.Length > 0 ? "?" + whole : ""),
                        Body(endpoint, isBodyOwn || own == 0 ? ofOther : null, world, planted));
                }

                yield return (Asked(true), Asked(false));
                foreach (var parameter in own > 0 ? [] : QueryOf(endpoint, documentation))
                {
                    var name = Named.GetValueOrDefault(parameter, parameter);
                    var (other, nobody) = (Id(name, true, world, planted), Id(name, false, world, planted));
                    foreach (var value in name == "subject" ? ["run/", "organization/", "household/elsewhere/"] : new[] { "" })
                    {
                        yield return (Asked(true, $"{parameter}={value}{other}"), Asked(false, $"{parameter}={value}{nobody}"));
                    }
                }

                if (own == 0 && Asked(true, isBodyOwn: true) is { Body: { } body } asked && body != Asked(false, isBodyOwn: true).Body)
                {
                    yield return (asked, Asked(false, isBodyOwn: true));
                }
            }
        }
    }

    private static IEnumerable<string> QueryOf(RouteEndpoint endpoint, EndpointDocumentation? documentation) =>
        ConsoleConventions.IsConsole(endpoint)
            ? ["organization", "with", "run", "household", "subject", "import"]
            : documentation?.Parameters.Where(each => !each.IsHeader).Select(each => each.Name)
                .Where(name => Named.ContainsKey(name) || name is "run" or "household" or "subject" or "batch") ?? [];

    // Documents of a run in every format; of facts, one.
    private static IEnumerable<string> Kinds(string template) => template.Contains("facts", StringComparison.Ordinal)
        ? ["cash"]
        : ExportKind.Documents.SelectMany(document => document.Formats, (document, format) => new ExportKind(document, format).Name);

    private static string Meaning(string template, string parameter) => parameter.ToLowerInvariant() switch
    {
        "id" when template.Contains("schemes", StringComparison.Ordinal) => "id",
        "id" when template.Contains("linkages", StringComparison.Ordinal) => "linkage",
        "id" when template.Contains("batches", StringComparison.Ordinal) => "batch",
        "id" when template.Contains("check", StringComparison.Ordinal) => "check",
        "id" => "household",
        var name => Named.GetValueOrDefault(name, name),
    };

    /// <summary>What one's own, another, nobody has of a kind.</summary>
    private static string Id(string name, bool? ofOther, MatrixWorld world, PlantedOrganization planted) => (name, ofOther) switch
    {
        ("org", null) => "town",
        ("run", null) => world.Runs["own"],
        ("household", null) => MatrixWorld.Household,
        ("org", false) => MatrixWorld.Nowhere,
        ("household", false) => "0098",
        ("subject", true) => planted.Ids["run"],
        (_, true) => planted.Ids[name],
        _ => Nobody,
    };

    // The example of the document about them; where it names nobody, one that does.
    private static string? Body(RouteEndpoint endpoint, bool? ofOther, MatrixWorld world, PlantedOrganization planted)
    {
        var documentation = endpoint.Metadata.GetMetadata<EndpointDocumentation>();
        var example = documentation?.Examples.FirstOrDefault(each => each.Status < 300) ?? documentation?.Examples.FirstOrDefault();
        string Of(string name) => Id(name, ofOther, world, planted);
        var (org, run, household) = (Of("org"), Of("run"), Of("household"));
        return endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName switch
        {
            "CreateWebhook" or "ChangeWebhook" =>
                $$"""{ "url": "https://localhost/hooks", "organization": "{{org}}", "state": "paused" }""",
            "CreateAccount" => $$"""{ "name": "{{Guid.NewGuid():N}}", "role": "approver", "organization": "{{org}}" }""",
            "CreateBatch" => $$"""{ "year": 2025, "scheme": "tangwan-four-tier", "parent": "{{org}}", "dryRun": true }""",
            "PutOrganization" => $$"""{ "name": "镇", "legalForm": "rural_collective", "parent": "{{org}}" }""",
            "CloseBalance" => $$"""{ "household": "{{household}}", "correction": "{{run}}", "amount": "1.00", "reason": "结清" }""",
            "CreateSettlement" => $$"""
                { "year": 2026, "payer": "公益金", "reason": "结清",
                  "balances": [ { "household": "{{household}}", "correction": "{{run}}", "amount": "1.00" } ] }
                """,
            "ObjectToRun" => $$"""{ "id": "{{Id("objection", ofOther ?? false, world, planted)}}", "resolution": "已核对" }""",
            _ => example?.Text.Replace("tangwan\"", org + "\"", StringComparison.Ordinal)
                .Replace("\ntangwan,", $"\n{org},", StringComparison.Ordinal)
                .Replace("\"0002\"", $"\"{household}\"", StringComparison.Ordinal),
        };
    }

    private static string? Value(
        string field, string service, bool isBelowOwn, bool ofOther, MatrixWorld world, PlantedOrganization planted)
    {
        var name = field == "id"
            ? service switch { "Organizations" => "org", "Runs" => "run", "Webhooks" => "webhook", "Schemes" => "scheme", _ => "household" }
            : Named.GetValueOrDefault(field, field);
        var isOwn = isBelowOwn && name is "org" or "run" && field is not ("with" or "correction" or "last_run" or "parent");
        return name switch
        {
            "scheme" => "tangwan-four-tier",
            "kind" => service == "Facts" ? "cash" : "statements.csv",
            "etag" => "*",
            "idempotency_key" => Guid.Empty.ToString("N"),
            "name" => "镇",
            "legal_form" => "rural_collective",
            "reason" or "content" or "resolution" => "说明",
            _ when planted.Ids.ContainsKey(name) => Id(name, isOwn ? null : ofOther, world, planted),
            _ => null,
        };
    }

    // Words that differ because what was asked differs, out of an answer.
    private static string Plain(string text, PlantedOrganization planted, int status)
    {
        text = Regex.Replace(text, "\"traceId\":\"[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(1));
        string[] nobodys = [MatrixWorld.Nowhere, "0098", Nobody];
        foreach (var asked in planted.Ids.Values.Concat(nobodys).OrderByDescending(each => each.Length))
        {
            text = text.Replace(asked, "·", StringComparison.Ordinal);
        }

        // What is made or counted anew in each answer.
        text = Regex.Replace(text, "[0-9a-f]{12,}|[0-9T:.-]{10,}Z", "·", RegexOptions.None, TimeSpan.FromSeconds(1));
        return $"{status} {(status < 300 ? "" : text)}";
    }

    // All that is stored with anything of the other organisation in it.
    private static async Task<string> RowsAsync(MatrixWorld world, PlantedOrganization planted)
    {
        var rows = new List<string>();
        await using var connection = new SqliteConnection($"Data Source={world.Storage.SqlitePath};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var list = new SqliteCommand("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", connection))
        {
            await using var names = await list.ExecuteReaderAsync();
            while (await names.ReadAsync())
            {
                tables.Add(names.GetString(0));
            }
        }

        foreach (var table in tables)
        {
            await using var all = new SqliteCommand($"SELECT * FROM \"{table}\"", connection);
            await using var reader = await all.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var row = string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) is byte[] bytes
                    ? Convert.ToHexString(bytes) : reader.GetValue(column).ToString()));
                if (planted.Ids.Values.Where(id => id != "0099").Any(id => row.Contains(id, StringComparison.Ordinal)))
                {
                    rows.Add($"{table}: {row}");
                }
            }
        }

        Assert.True(rows.Count > 30, $"{rows.Count} rows");
        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    }

    private sealed record Question(string Path, string? Body);
}
