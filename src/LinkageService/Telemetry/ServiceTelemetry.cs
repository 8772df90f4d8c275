using System.Diagnostics;
using System.Diagnostics.Metrics;
using LinkageService.Engine.Problems;

namespace LinkageService.Telemetry;

/// <summary>
/// Every span and metric of the service beside those of storage and of .NET; <c>docs/telemetry.md</c> is the list. Nothing here takes a
/// name, a number of a person or an amount. While nobody listens nothing is made and nothing is counted.
/// </summary>
internal static class ServiceTelemetry
{
    /// <summary>Of the source of spans and of the meter.</summary>
    public const string Name = "LinkageService";

    /// <summary>What stands for the id of a scheme that came with its request: callers choose those, without end.</summary>
    private const string OwnDocument = "(document)";

    private const string Seconds = "s";
    private const string SchemeId = "linkage.scheme.id";
    private const string ProblemCode = "error.type";

    private static readonly ActivitySource Spans = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly InstrumentAdvice<double> Quick = new()
    {
        HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static readonly InstrumentAdvice<double> Slow = new()
    {
        HistogramBucketBoundaries = [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    };

    private static readonly Histogram<double> CalculationDuration = Meter.CreateHistogram(
        "linkage.calculation.duration", Seconds, "What it took to compute a distribution, its roster read already.", tags: null, Quick);

    private static readonly Counter<long> CalculatedHouseholds = Meter.CreateCounter<long>(
        "linkage.calculation.households", "{household}", "Households that a distribution was computed for, previews included.");

    private static readonly Counter<long> StoredStatements = Meter.CreateCounter<long>(
        "linkage.run.statements", "{statement}", "Statements of households that were stored with a run.");

    private static readonly Counter<long> CheckFindings = Meter.CreateCounter<long>(
        "linkage.check.findings", "{finding}", "Legal checks that found something when a run was computed, submitted or approved.");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "linkage.refusals", "{refusal}", "Requests that were refused or failed, by the code they were answered with.");

    private static readonly Counter<long> FailedSignIns = Meter.CreateCounter<long>(
        "linkage.sign_in.failures", "{sign_in}", "Keys, tokens and passwords that were shown and opened nothing.");

    private static readonly Histogram<double> PrintDuration = Meter.CreateHistogram(
        "linkage.print.duration", Seconds, "What it took to print a PDF, waiting included.", tags: null, Slow);

    private static readonly UpDownCounter<long> PrintWaiting = Meter.CreateUpDownCounter<long>(
        "linkage.print.waiting", "{part}", "Parts of PDFs that wait for a Chromium.");

    private static readonly Histogram<double> RpcDuration = Meter.CreateHistogram(
        "rpc.server.call.duration", Seconds, "Duration of calls over gRPC.", tags: null, Quick);

    private static readonly ObservableGauge<int> Readiness = Meter.CreateObservableGauge(
        "linkage.ready", () => IsReady ? 1 : 0, "{service}", "1 where a change would be stored now, as /readyz answers.");

    private static readonly ObservableCounter<long> RenewedNumbers = Meter.CreateObservableCounter(
        "linkage.key_file.renewed", () => Interlocked.Read(ref _renewed), "{number}",
        "Sealed numbers that were sealed with the newest key of the key file.");

    private static readonly ObservableGauge<int> Renewing = Meter.CreateObservableGauge(
        "linkage.key_file.renewing", () => IsRenewing ? 1 : 0, "{service}",
        "1 while numbers may be sealed with an earlier key of the key file.");

    /// <summary>Whether numbers may be sealed with an earlier key.</summary>
    public static bool IsRenewing { get; set; }

    /// <summary>Counts numbers that were sealed with the newest key.</summary>
    public static void Renewed(int numbers) => Interlocked.Add(ref _renewed, numbers);

    private static long _renewed;

    /// <summary>What the last check of readiness found.</summary>
    public static bool IsReady { get; set; }

    /// <summary>A distribution being computed.</summary>
    /// <param name="scheme">The id of its scheme; null where it is not known.</param>
    /// <param name="isOwnDocument">Whether the scheme came with the request.</param>
    public static Observation? Calculate(string? scheme, bool isOwnDocument) => Observation.Begin(
        Spans, "linkage.calculate", CalculationDuration, (SchemeId, isOwnDocument ? OwnDocument : scheme ?? "(unknown)"));

    /// <summary>Counts the households of a distribution that was computed.</summary>
    public static void Calculated(int households) => CalculatedHouseholds.Add(households);

    /// <summary>A stored run being computed again.</summary>
    public static Observation? Recompute(string run) => OfRun("linkage.recompute", run);

    /// <summary>A run being held against the legal checks.</summary>
    public static Observation? Check(string run) => OfRun("linkage.check", run);

    /// <summary>The root being made that the proofs of a run rest on.</summary>
    public static Observation? Seal(string run) => OfRun("linkage.seal", run);

    /// <summary>A PDF being printed.</summary>
    public static Observation? Print() => Observation.Begin(Spans, "linkage.print", PrintDuration, null);

    /// <summary>A part of a PDF began or ended to wait.</summary>
    public static void Waiting(int parts) => PrintWaiting.Add(parts);

    /// <summary>Counts what was stored with a run.</summary>
    public static void Stored(string kind, long statements) =>
        StoredStatements.Add(statements, new KeyValuePair<string, object?>("linkage.run.kind", kind));

    /// <summary>Counts what a check found.</summary>
    public static void Found(string check, string severity) => CheckFindings.Add(
        1, new KeyValuePair<string, object?>("linkage.check.code", check),
        new KeyValuePair<string, object?>("linkage.check.severity", severity));

    /// <summary>Counts a refusal, and notes its code on the span of the request.</summary>
    /// <param name="code">What it was answered with.</param>
    /// <param name="door">rest or grpc.</param>
    public static void Refused(ProblemCode code, string door)
    {
        Activity.Current?.SetTag("linkage.problem.code", code.Name);
        Refusals.Add(
            1, new KeyValuePair<string, object?>(ProblemCode, code.Name), new KeyValuePair<string, object?>("linkage.door", door));
    }

    /// <summary>Counts a key that opened nothing.</summary>
    public static void SignInFailed(string door) =>
        FailedSignIns.Add(1, new KeyValuePair<string, object?>("linkage.door", door));

    /// <summary>A call over gRPC ended.</summary>
    /// <param name="method">Such as <c>/linkage.v1.Runs/CreateRun</c>.</param>
    /// <param name="status">Such as <c>INVALID_ARGUMENT</c>.</param>
    /// <param name="began">Of <see cref="Stopwatch"/>.</param>
    public static void RpcEnded(string method, string status, long began)
    {
        var name = method.TrimStart('/');
        Activity.Current?.SetTag("rpc.system.name", "grpc").SetTag("rpc.method", name).SetTag("rpc.response.status_code", status);
        RpcDuration.Record(
            Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("rpc.system.name", "grpc"),
            new KeyValuePair<string, object?>("rpc.method", name), new KeyValuePair<string, object?>("rpc.response.status_code", status));
    }

    private static Observation? OfRun(string name, string run) => Observation.Begin(Spans, name, duration: null, ("linkage.run.id", run));
}
