using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Features.Accounts;
using LinkageService.Features.Audit;
using LinkageService.Features.Batches;
using LinkageService.Features.Calculations;
using LinkageService.Features.Erasure;
using LinkageService.Features.Events;
using LinkageService.Features.Exports;
using LinkageService.Features.Facts;
using LinkageService.Features.MemberAccounts;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.LinkageReports;
using LinkageService.Features.Organizations;
using LinkageService.Features.RunFiles;
using LinkageService.Features.Payments;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Features.StatementChecks;
using LinkageService.Features.Webhooks;
using LinkageService.Features.Withholdings;
using LinkageService.Features.YearStatements;
using LinkageService.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LinkageService.Hosting;

/// <summary>The services of gRPC, of health and reflection besides.</summary>
internal static class GrpcServices
{
    // How often a caller that watches grpc.health.v1.Health hears of a change.
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(2);

    /// <summary>Adds them.</summary>
    public static void Add(IServiceCollection services, Limits limits)
    {
        // The library logs as errors what callers cause: resets, broken bytes. What is a defect of ours, GrpcGate logs.
        services.AddLogging(logging => logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None));
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = limits.MaxMessageBytes;
            options.CompressionProviders.Add(new BoundedGzip(limits.MaxMessageBytes));
            // Its catch-all route would turn REST's 405 into 404.
            options.IgnoreUnknownServices = true;
            options.Interceptors.Add<GrpcGate>();
            options.Interceptors.Add<PagedCalls>();
        });
        services.AddGrpcHealthChecks().AddCheck<Readiness>("readiness");
        services.Configure<HealthCheckPublisherOptions>(publisher => (publisher.Delay, publisher.Period) = (TimeSpan.Zero, WatchPeriod));
        services.AddGrpcReflection();
        services.AddSingleton<GrpcCalculations>();
        services.AddSingleton<GrpcSchemes>();
        services.AddSingleton<GrpcOrganizations>();
        services.AddSingleton<GrpcHouseholds>();
        services.AddSingleton<GrpcAudit>();
    }

    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGrpcService<GrpcCalculations>();
        app.MapGrpcService<GrpcSchemes>();
        app.MapGrpcService<GrpcOrganizations>();
        app.MapGrpcService<GrpcHouseholds>();
        app.MapGrpcService<GrpcErasure>();
        app.MapGrpcService<GrpcFacts>();
        app.MapGrpcService<GrpcRuns>();
        app.MapGrpcService<GrpcLegalChecks>();
        app.MapGrpcService<GrpcExports>();
        app.MapGrpcService<GrpcMemberAccounts>();
        app.MapGrpcService<GrpcRunFiles>();
        app.MapGrpcService<GrpcPayments>();
        app.MapGrpcService<GrpcYearStatements>();
        app.MapGrpcService<GrpcReports>();
        app.MapGrpcService<GrpcWithholdings>();
        app.MapGrpcService<GrpcStatementChecks>();
        app.MapGrpcService<GrpcPaymentFiles>();
        app.MapGrpcService<GrpcAudit>();
        app.MapGrpcService<GrpcEvents>();
        app.MapGrpcService<GrpcWebhooks>();
        app.MapGrpcService<GrpcBatches>();
        app.MapGrpcService<GrpcAccounts>();
        app.MapGrpcHealthChecksService().Requires(Permission.Open);
        app.MapGrpcReflectionService().Requires(Permission.Open);
    }
}
