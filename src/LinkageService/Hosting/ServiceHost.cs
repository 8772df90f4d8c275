using LinkageService.Access;
using LinkageService.Access.Issuers;
using LinkageService.Configuration;
using LinkageService.Console;
using LinkageService.Errors;
using LinkageService.Features.Accounts;
using LinkageService.Features.Audit;
using LinkageService.Features.Backups;
using LinkageService.Features.Batches;
using LinkageService.Features.Calculations;
using LinkageService.Features.Demo;
using LinkageService.Features.Events;
using LinkageService.Features.Erasure;
using LinkageService.Features.Exports;
using LinkageService.Features.Facts;
using LinkageService.Features.MemberAccounts;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.LinkageReports;
using LinkageService.Features.Linkages;
using LinkageService.Features.Organizations;
using LinkageService.Features.Overviews;
using LinkageService.Features.RunFiles;
using LinkageService.Features.Payments;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Features.Sealing;
using LinkageService.Features.StatementChecks;
using LinkageService.Features.Webhooks;
using LinkageService.Features.Withholdings;
using LinkageService.Features.YearStatements;
using LinkageService.Http;
using LinkageService.OpenApi;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Sqlite;
using LinkageService.Storage.Audit;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkageService.Hosting;

/// <summary>Puts the service together: every part is named here, and nothing is found by scanning.</summary>
internal static class ServiceHost
{

    /// <summary>The service, ready to start.</summary>
    /// <param name="arguments">Settings of the command line, such as <c>--Http:Port=5080</c>; they go before all others.</param>
    /// <param name="configure">What a test adds: a log it can read, a clock it can set.</param>
    /// <exception cref="BadSettingException">A setting cannot be used.</exception>
    /// <exception cref="SelfCheckException">This machine computes wrong.</exception>
    public static WebApplication Build(string[] arguments, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = arguments,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(ServiceHost).Assembly.GetName().Name,
        });
        builder.WebHost.UseStaticWebAssets();

        // Files of the console are those that were built, and an address that is none of them answers 404 as any other.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        var isStarted = false;
        LeaveStartTo(builder.Logging, () => isStarted);
        QuietLibraries.Add(builder.Services);
        configure?.Invoke(builder);
        var settings = Settings.Read(builder.Configuration);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings));
        TelemetryServices.Add(builder.Services, settings.Telemetry);
        AddServices(builder.Services, settings);
        AddStorage(builder.Services, settings);
        AccessServices.Add(builder.Services, settings);
        AddOperations(builder.Services, settings);
        AddOrganizations(builder.Services, settings);
        FactServices.Add(builder.Services);
        builder.Services.AddSingleton(RulePackFolder.Read(settings.RulePacks));
        RunServices.Add(builder.Services);
        ExportServices.Add(builder.Services);
        MemberAccountServices.Add(builder.Services);
        RunFileServices.Add(builder.Services);
        PaymentServices.Add(builder.Services);
        YearStatementServices.Add(builder.Services);
        LinkageReportServices.Add(builder.Services);
        WithholdingServices.Add(builder.Services);
        StatementCheckServices.Add(builder.Services);
        EventServices.Add(builder.Services);
        WebhookServices.Add(builder.Services);
        BatchServices.Add(builder.Services, settings);
        SealingServices.Add(builder.Services);
        ErasureServices.Add(builder.Services);
        AccountServices.Add(builder.Services);
        GrpcServices.Add(builder.Services, settings.Limits);
        ApiDescription.Add(builder.Services);
        ConsoleServices.Add(builder.Services, settings);

        var app = builder.Build();
        var (figures, took) = app.Services.GetRequiredService<SelfCheck>().Run();
        app.Logger.SelfChecked(figures, (int)took.TotalMilliseconds);
        if (app.Services.GetRequiredService<Database>() is SqliteDatabase { OldCopy: { } copy })
        {
            app.Logger.OldCopyKept(copy);
        }

        app.Services.GetRequiredService<PrivateNumbers>();
        ConsoleServices.RequireKeyFolder(settings.Storage);
        WarnOfOpenFiles(app, settings.Storage);
        UsePipeline(app, settings);
        MapRest(app);
        TelemetryServices.Map(app, settings.Telemetry);
        ConsoleServices.Map(app);
        GrpcServices.Map(app);
        ApiDescription.Use(app);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            isStarted = true;
            LogListening(app);
        });
        return app;
    }

    // A start that fails or is told to stop ends in one line, which the command writes; host and Kestrel would log its stack before.
    private static void LeaveStartTo(ILoggingBuilder logging, Func<bool> isStarted)
    {
        foreach (var category in new[] { "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel" })
        {
            logging.AddFilter(category, level => level >= LogLevel.Warning && isStarted());
        }
    }

    // What every request passes, in this order, before it is served.
    private static void UsePipeline(WebApplication app, Settings settings)
    {
        if (settings.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(TrustedProxies.Options(settings.TrustedProxies));
        }

        if (settings.Https is not null)
        {
            app.UseHsts();
        }

        app.Use(HeadRequests.RespondAsGetAsync);
        app.UseMiddleware<FailureResponses>();
        app.Use(HeadRequests.StopAtFirstByteAsync);
        app.UseRouting();
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase), api => api.UseRequestTimeouts());
        app.Use(DeprecatedOperations.AnnounceAsync);
        app.Use(PathValues.DecodeAsync);
        app.Use(BrowserHeaders.AddAsync);
        app.Use(RequestRules.CheckAsync);
        ResponseTraits.UseCompression(app);
        if (settings.Auth == AuthMode.Local)
        {
            app.Use(KnownHosts.RefuseOthersAsync);
        }

        app.Use(ConsoleServices.RefuseOtherSitesAsync);
        if (settings.Issuer?.ClientId is not null)
        {
            IssuerSignIn.Use(app);
        }

        app.UseMiddleware<RequireCaller>();
        app.Use(UnreadBodies.RefuseAsync);
        app.UseAntiforgery();
    }

    private static void Listen(KestrelServerOptions kestrel, Settings settings)
    {
        kestrel.AddServerHeader = false;

        // Bodies are counted where they are read: Kestrel would count the framing of chunks, and end a long gRPC stream.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(settings.Http.Address, settings.Http.Port, listener =>
        {
            listener.Protocols = HttpProtocols.Http1;
            listener.RespondInWords();
        });

        // Without TLS one port cannot speak both: gRPC has HTTP/2 on its own.
        kestrel.Listen(settings.Grpc.Address, settings.Grpc.Port, listener => listener.Protocols = HttpProtocols.Http2);
        if (settings.Https is { } https)
        {
            // With TLS the two agree on the protocol by themselves (ALPN), so one port serves both.
            kestrel.Listen(https.Listen.Address, https.Listen.Port, listener =>
            {
                listener.Protocols = HttpProtocols.Http1AndHttp2;
                listener.UseHttps(https.Certificate);
                listener.RespondInWords();
            });
        }
    }

    private static void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Limits);
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(settings.Limits.RequestSeconds),
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => SchemeLibrary.Load());
        services.AddSingleton(_ => ErrorCatalogue.Load());
        services.AddSingleton<ProblemResponse>();
        ResponseTraits.AddCompression(services, settings.Limits);
        services.AddSingleton<CalculateDistribution>();
        services.AddSingleton<CalculationLines>();
        services.AddSingleton<CalculationEndpoints>();
        services.AddSingleton<ValidateScheme>();
        services.AddSingleton<DescribeScheme>();
        services.AddSingleton<CompareSchemes>();
        services.AddSingleton(provider => SampleCalculations.Load(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SchemeEndpoints>();
        services.TryAddSingleton(provider =>
            SelfCheck.Of(provider.GetRequiredService<SchemeLibrary>(), provider.GetRequiredService<SampleCalculations>()));
    }

    // Opened here, before anything listens: a database that cannot be used stops the start.
    private static void AddStorage(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(_ => settings.Storage.Open());
        services.AddSingleton<WriteProbe>();
        services.AddSingleton<Readiness>();
    }

    // What looks after the rest: audit log, stored schemes, keys.
    private static void AddOperations(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<AuditEndpoints>();
        services.AddSingleton<ListAuditEntries>();
        services.AddSingleton<ExportAuditEntries>();
        services.AddSingleton<VerifyAuditChain>();
        services.AddSingleton<AuditTree>();
        services.AddSingleton<FindAuditHead>();
        services.AddSingleton<FindLastBackup>();
        services.AddSingleton<MakeBackup>();
        services.AddHostedService<BackupFolderNotice>();
        services.AddSingleton<CreateScheme>();
        services.AddHostedService<StoredSchemes>();
        services.AddHostedService<DemoStart>();
        if (settings.HasDemoBank)
        {
            services.AddHostedService<DemoBank>();
        }

        if (settings.Auth == AuthMode.ApiKey)
        {
            services.AddHostedService<FirstKeyNotice>();
        }
    }

    // Organisations, their households, and the key of private numbers, without which nothing starts.
    private static void AddOrganizations(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(provider => PrivateNumbers.OpenAsync(
            settings.Storage.KeyFile, provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>())
            .GetAwaiter().GetResult());
        services.AddSingleton<PutOrganization>();
        services.AddSingleton<GetOrganization>();
        services.AddSingleton<ListOrganizations>();
        services.AddSingleton<ShowOrganization>();
        services.AddSingleton<ShowOverview>();
        services.AddSingleton<ShowYears>();
        services.AddSingleton<OrganizationEndpoints>();
        services.AddSingleton<HouseholdSealer>();
        services.AddSingleton<RevealNumbers>();
        services.AddSingleton<PutHousehold>();
        services.AddSingleton<GetHousehold>();
        services.AddSingleton<RemoveHousehold>();
        services.AddSingleton<ListHouseholds>();
        services.AddSingleton<ShowHouseholdHistory>();
        services.AddSingleton<FindHouseholds>();
        services.AddSingleton<HouseholdEndpoints>();
        services.AddSingleton<RosterIndexes>();
        services.AddSingleton<RosterWindow>();
        services.AddSingleton<RosterTableColumns>();
        services.AddSingleton<RosterHeadingMemory>();
        services.AddSingleton<RosterLabels>();
        services.AddSingleton<ImportHouseholds>();
        services.AddSingleton<ImportRosterFile>();
        services.AddSingleton<ChangeHouseholds>();
        services.AddSingleton<TakeBackImport>();
        services.AddSingleton<RosterImports>();
        services.AddSingleton<RosterImportEndpoints>();
        services.AddSingleton<WriteRosterTemplate>();
        services.AddSingleton<ExportHouseholds>();
        services.AddSingleton<RosterTableEndpoints>();
        services.AddSingleton<AddLinkage>();
        services.AddSingleton<EndLinkage>();
        services.AddSingleton<ListLinkages>();
        services.AddSingleton<LinkageEndpoints>();
    }

    private static void MapRest(WebApplication app)
    {
        app.Services.GetRequiredService<CalculationEndpoints>().Map(app);
        app.Services.GetRequiredService<SchemeEndpoints>().Map(app);
        app.Services.GetRequiredService<AuditEndpoints>().Map(app);
        app.Services.GetRequiredService<OrganizationEndpoints>().Map(app);
        app.Services.GetRequiredService<HouseholdEndpoints>().Map(app);
        app.Services.GetRequiredService<RosterTableEndpoints>().Map(app);
        app.Services.GetRequiredService<RosterImportEndpoints>().Map(app);
        app.Services.GetRequiredService<LinkageEndpoints>().Map(app);
        FactServices.MapRest(app);
        RunServices.MapRest(app);
        ExportServices.MapRest(app);
        MemberAccountServices.MapRest(app);
        RunFileServices.MapRest(app);
        PaymentServices.MapRest(app);
        YearStatementServices.MapRest(app);
        LinkageReportServices.MapRest(app);
        WithholdingServices.MapRest(app);
        StatementCheckServices.MapRest(app);
        EventServices.MapRest(app);
        WebhookServices.MapRest(app);
        BatchServices.MapRest(app);
        AccountServices.MapRest(app);
        ErasureServices.MapRest(app);
        ErrorPage.Map(app);
        HealthEndpoints.Map(app);
    }

    // gRPC: the services of protos/linkage/v1, on the port of their own.

    // Made by an older version, or by hand: they are the operator's, so it is said and not changed.
    private static void WarnOfOpenFiles(WebApplication app, StorageSettings storage)
    {
        string[] made = storage.Provider == StorageProvider.Sqlite ? [storage.Path, storage.KeyFile] : [storage.KeyFile];
        var open = made.Append(storage.ConsoleKeys).Where(PrivateFiles.IsOpenToOthers).ToArray();
        if (open.Length > 0)
        {
            app.Logger.FilesAreOpen(string.Join(' ', open));
        }
    }

    private static void LogListening(WebApplication app)
    {
        var urls = app.Urls.ToArray();
        app.Logger.Listening(urls[0], string.Join(' ', urls[1..]));
    }
}
