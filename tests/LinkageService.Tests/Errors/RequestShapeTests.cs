using System.Reflection;
using System.Text.Json;
using FluentValidation;
using Google.Protobuf;
using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Linkages;
using LinkageService.Features.Organizations;
using LinkageService.Tests.Access;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Errors;

/// <summary>What a text may be is the same at every door: REST, gRPC, and the handler as console and command line call it.</summary>
public sealed class RequestShapeTests
{
    private const string Run = "00000000000000000000000000000000";
    private static readonly Caller Anybody = new("local", Role.Local, Organization: null);

    // Requests without a text or a number that a caller writes; each says what they have instead.
    private static readonly Dictionary<string, string> Otherwise = new(StringComparer.Ordinal)
    {
        ["ExportHouseholdsRequest"] = "a moment, a format and a language, as types; the organisation is looked up",
        ["ExportMemberAccountsRequest"] = "which accounts, held by MemberAccountsValidator; a format and a language, as types",
        ["ExportYearAccountsRequest"] = "which statements, held by YearAccountsValidator; a format and a language, as types",
        ["ExportRequest"] = "run, kind and household are looked up; a language, as a type",
        ["ImportHouseholdsRequest"] = "rows, each held by HouseholdEntryValidator where it was read; a date and two choices, as types",
        ["RemoveHouseholdRequest"] = "a date and a choice, as types; organisation and household are looked up",
        ["RosterTemplateRequest"] = "a format, a language and a choice, as types; organisation and scheme are looked up",
    };

    // A text of each use case: at REST, at gRPC, and at its handler.
    private static readonly UseCase[] UseCases =
    [
        new("reason", "POST", $"/v1/runs/{Run}:cancel", """{ "reason": TEXT }""",
            "Runs/CancelRun", $$"""{ "id": "{{Run}}", "reason": TEXT }""",
            (services, text) => services.GetRequiredService<CancelRun>().HandleAsync(
                Anybody, Run, "*", new CancelRunRequest(text), default)),
        new("content", "POST", $"/v1/runs/{Run}:objections", """{ "content": TEXT }""",
            "Runs/RaiseObjection", $$"""{ "run": "{{Run}}", "content": TEXT }""",
            (services, text) => services.GetRequiredService<Objections>().HandleAsync(
                Anybody, Run, "*", new ObjectionRequest(null, text, null, null), default)),
        new("resolution", "POST", $"/v1/runs/{Run}:objections", """{ "id": "1", "resolution": TEXT }""",
            "Runs/ResolveObjection", $$"""{ "run": "{{Run}}", "id": "1", "resolution": TEXT }""",
            (services, text) => services.GetRequiredService<Objections>().HandleAsync(
                Anybody, Run, "*", new ObjectionRequest(null, null, "1", text), default)),
        new("digest", "POST", $"/v1/runs/{Run}:approve", """{ "digest": TEXT }""",
            "Runs/ApproveRun", $$"""{ "id": "{{Run}}", "digest": TEXT }""",
            (services, text) => services.GetRequiredService<ApproveRun>().HandleAsync(
                Anybody, Run, "*", new ApproveRunRequest(text, Meeting: null), default)),
        new("repeatReason", "POST", $"/v1/runs/{Run}:approve", """{ "digest": "x", "repeatReason": TEXT }""",
            "Runs/ApproveRun", $$"""{ "id": "{{Run}}", "digest": "x", "repeatReason": TEXT }""",
            (services, text) => services.GetRequiredService<ApproveRun>().HandleAsync(
                Anybody, Run, "*", new ApproveRunRequest("x", Meeting: null) { RepeatReason = text }, default)) { FieldOfNothing = null },
        new("reason", "POST", "/v1/organizations/o/open-balances:close",
            """{ "household": "1", "correction": "1", "amount": "1.00", "reason": TEXT }""",
            "Runs/CloseBalance", """{ "organization": "o", "household": "1", "correction": "1", "amountFen": "100", "reason": TEXT }""",
            (services, text) => services.GetRequiredService<CloseBalance>().HandleAsync(
                Anybody, new CloseBalanceRequest("o", "1", "1", 100, text), default)),
        new("reason", "POST", "/v1/runs/RUN:correct", """{ "policy": "recompute_all", "reason": TEXT, "preview": true }""",
            "Runs/CorrectRun", """{ "id": "RUN", "policy": "recompute_all", "reason": TEXT, "preview": true }""",
            (services, text) => services.GetRequiredService<CorrectRun>().HandleAsync(
                Anybody,
                new CorrectRunRequest(services.GetRequiredService<StoredRunId>().Id, ETag: null, IdempotencyKey: null)
                {
                    Policy = "recompute_all", Reason = text, Preview = true, Terms = new CalculateDistributionRequest(),
                },
                default)),
        new("name", "PUT", "/v1/organizations/o", """{ "name": TEXT, "legalForm": "company" }""",
            "Organizations/PutOrganization", """{ "organization": { "id": "o", "name": TEXT, "legalForm": "company" } }""",
            (services, text) => services.GetRequiredService<PutOrganization>().HandleAsync(
                Anybody, new PutOrganizationRequest("o", new OrganizationDraft { Name = text, LegalForm = "company" }), default)),
        new("partner", "POST", "/v1/organizations/o/linkages",
            """{ "household": "1", "partner": TEXT, "mode": "capital", "from": "2025-01-01" }""",
            "Organizations/AddLinkage",
            """{ "organization": "o", "linkage": { "household": "1", "partner": TEXT, "mode": "capital", "validFrom": "2025-01-01" } }""",
            (services, text) => services.GetRequiredService<AddLinkage>().HandleAsync(
                Anybody, "o",
                new LinkageDraft { Household = "1", Partner = text, Mode = "capital", From = new DateOnly(2025, 1, 1) }, default)),
        new("persons[0].relation", "PUT", "/v1/organizations/o/households/1", """{ "persons": [ { "name": "甲", "relation": TEXT } ] }""",
            "Households/PutHousehold",
            """{ "organization": "o", "household": { "id": "1", "persons": [ { "name": "甲", "relation": TEXT } ] } }""",
            (services, text) => services.GetRequiredService<PutHousehold>().HandleAsync(
                Anybody,
                new PutHouseholdRequest("o", new HouseholdEntry("1")
                {
                    Persons = [new PersonEntry("甲", null, text, IsHead: false, null, null, null)],
                }),
                default)) { FieldOfNothing = null },
    ];

    private static readonly (string Name, string Text)[] Bad =
    [
        ("too long", new string('长', 2001)), ("a control character", "a\u0007b"), ("another direction", "a\u202Eb"), ("a zero", "a\0b"),
    ];

    [Fact]
    public async Task Texts_OfEveryUseCaseAtEveryDoor_AreRefusedAlike()
    {
        await using var service = await RunningService.StartAsync(
            configure: builder => builder.Services.AddSingleton<StoredRunId>());
        using var api = new GrpcApi(service.GrpcAddress);
        await ExampleData.FillAsync(service);
        var run = (await new RunWorld(service).RunAsync("tangwan", "draft")).Id;
        service.Services.GetRequiredService<StoredRunId>().Id = run;
        foreach (var useCase in UseCases)
        {
            foreach (var (name, text) in Bad)
            {
                await RefusedAlikeAsync(useCase, $"{useCase.Path} {name}", text, $"invalid_value {useCase.Field}");
            }

            foreach (var text in useCase.FieldOfNothing is null ? [] : new[] { "", "   " })
            {
                var field = useCase.FieldOfNothing is "" ? useCase.Field : useCase.FieldOfNothing;
                await RefusedAlikeAsync(useCase, $"{useCase.Path} '{text}'", text, $"missing_field {field}");
            }

            // JSON and messages cannot carry it; a handler can be given it.
            Assert.Equal($"invalid_value {useCase.Field}", await DirectAsync(useCase, "a\uD800b"));
        }

        async Task RefusedAlikeAsync(UseCase useCase, string what, string text, string expected)
        {
            var written = JsonSerializer.Serialize(text);
            var rest = await service.SendAsync(
                HttpMethod.Parse(useCase.Method), useCase.Path.Replace("RUN", run, StringComparison.Ordinal),
                useCase.Body.Replace("TEXT", written, StringComparison.Ordinal), ("If-Match", "*"));
            var errors = string.Join('|', rest.Errors.Select(each => $"{each.Code} {each.Field}"));
            Assert.Equal((what, 400, expected), (what, rest.Status, errors));
            var method = GrpcExamples.Methods["linkage.v1." + useCase.Rpc];
            var said = useCase.Message.Replace("TEXT", written, StringComparison.Ordinal).Replace("RUN", run, StringComparison.Ordinal);
            var message = JsonParser.Default.Parse(said, method.InputType);
            var rpc = await api.CallAsync("linkage.v1." + useCase.Rpc, message);
            Assert.Equal(
                (what, Snake(expected)), (what, string.Join('|', rpc.Violations.Select(each => $"{each.Reason} {each.Field}"))));
            Assert.Equal((what, expected), (what, await DirectAsync(useCase, text)));
        }

        async Task<string> DirectAsync(UseCase useCase, string text)
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => useCase.Handle(service.Services, text));
            return string.Join('|', refused.Failure.Problems.Select(each => $"{each.Code.Name} {each.Field}"));
        }
    }

    [Theory]
    [InlineData(366)]
    [InlineData(-1)]
    public async Task NoticeDays_OutOfRangeAtEveryDoor_AreRefusedAlike(int days)
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var rest = await service.SendAsync(
            HttpMethod.Post, $"/v1/runs/{Run}:disclose", $$"""{ "noticeDays": {{days}} }""", ("If-Match", "*"));
        Assert.Equal(("invalid_value", "noticeDays"), Assert.Single(rest.Errors));
        var rpc = await api.CallAsync("linkage.v1.Runs/DiscloseRun", new Contracts.V1.DiscloseRunRequest { Id = Run, NoticeDays = days });
        Assert.Equal(("invalid_value", "notice_days"), (rpc.Code, Assert.Single(rpc.Violations).Field));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => service.Services.GetRequiredService<DiscloseRun>().HandleAsync(
            Anybody, Run, "*", new DiscloseRunRequest(From: null, days), default));
        Assert.Equal("noticeDays", Assert.Single(refused.Failure.Problems).Field);
    }

    [Fact]
    public void Requests_OfEveryHandler_HaveAValidatorThatTheHandlerHolds()
    {
        var types = typeof(CheckedRequest).Assembly.GetTypes();
        var handled = types
            .Where(type => type.Namespace?.StartsWith("LinkageService.Features", StringComparison.Ordinal) ?? false)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(method => method.Name is "HandleAsync" or "Handle")
            .SelectMany(method => method.GetParameters(), (method, parameter) => (Handler: method.DeclaringType!, parameter.ParameterType))
            .ToArray();
        foreach (var (handler, request) in handled.Where(each => each.ParameterType.Name.EndsWith("Request", StringComparison.Ordinal)))
        {
            Assert.True(request.IsSubclassOf(typeof(CheckedRequest)) || Otherwise.ContainsKey(request.Name),
                $"{handler.Name} takes a {request.Name}, whose shape nothing checks: make it a CheckedRequest with a validator beside it");
        }

        foreach (var request in types.Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CheckedRequest))))
        {
            // Another request may hold its parts to more.
            var validators = types.Where(type => type.BaseType == typeof(AbstractValidator<>).MakeGenericType(request)).ToArray();
            Assert.NotEmpty(validators);
            Assert.Contains(types, type => !validators.Contains(type) && type
                .GetFields(BindingFlags.NonPublic | BindingFlags.Instance).Any(field => validators.Contains(field.FieldType)));
        }

        Assert.True(handled.Length > 20, $"{handled.Length} parameters");
    }

    [Theory]
    [InlineData("meeting.inFavour", "meeting.in_favour")]
    [InlineData("persons[3].idNumber", "persons[3].id_number")]
    [InlineData("households[0].holdings.wageDays", "households[0].holdings.wageDays")]
    [InlineData("Idempotency-Key", "idempotency_key")]
    [InlineData("If-Match", "etag")]
    [InlineData("X-Linkage-Purpose", "X-Linkage-Purpose")]
    [InlineData("", "")]
    public void FieldOf_AsJsonNamesIt_IsNamedAsMessagesDo(string field, string expected) =>
        Assert.Equal(expected, GrpcProblems.FieldOf(field));

    private static string Snake(string expected)
    {
        var words = expected.Split(' ');
        return $"{words[0]} {GrpcProblems.FieldOf(words[1])}";
    }

    /// <summary>A text somebody writes.</summary>
    private sealed record UseCase(
        string Field, string Method, string Path, string Body, string Rpc, string Message, Func<IServiceProvider, string, Task> Handle)
    {
        /// <summary>The field that is missing where the text is empty: its own unless another is named; null where it may be.</summary>
        public string? FieldOfNothing { get; init; } = "";
    }

    /// <summary>The run that can be corrected.</summary>
    private sealed class StoredRunId
    {
        public string Id { get; set; } = "";
    }
}
