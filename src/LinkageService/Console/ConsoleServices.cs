using System.Text.Encodings.Web;
using System.Text.Unicode;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Console.Session;
using LinkageService.Console.Verify;
using LinkageService.Errors;
using LinkageService.Storage;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Radzen;

namespace LinkageService.Console;

/// <summary>Every part of the console.</summary>
internal static class ConsoleServices
{
    // A scheme document travels whole when it is edited.
    private const int MaxMessageBytes = 4 << 20;

    // Pages that lost their connection, kept so that a short break loses nothing.
    private const int MaxDisconnected = 50;

    /// <summary>How long a form may be. Anybody may send one: nobody is signed in yet.</summary>
    public static RequestSizeLimitAttribute FormLimit { get; } = new(64 << 10);

    public static void Add(IServiceCollection services, Settings settings)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
            options.DisconnectedCircuitMaxRetained = MaxDisconnected)
            .AddHubOptions(options => options.MaximumReceiveMessageSize = MaxMessageBytes);
        services.AddRadzenComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "linkage-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        // Beside the key of private numbers: sessions outlive a restart, and replicas that share the folder share them.
        services.AddDataProtection().SetApplicationName("LinkageService");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new FileSystemXmlRepository(
                PrivateFiles.CreateFolder(settings.Storage.ConsoleKeys), provider.GetRequiredService<ILoggerFactory>())));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<ConsoleCookies>();
        services.AddSingleton<ConsoleEndpoints>();
        services.AddSingleton<ConsoleFiles>();
        services.AddSingleton<VerifyPage>();
        services.AddScoped<ConsoleSession>();
        services.AddScoped<Pages.NewRun.RunPaths>();
    }

    /// <summary>Sees to it that keys of cookies can be kept, or are there already.</summary>
    /// <exception cref="BadSettingException">Neither.</exception>
    public static void RequireKeyFolder(StorageSettings storage)
    {
        try
        {
            var folder = PrivateFiles.CreateFolder(storage.ConsoleKeys);
            if (!folder.EnumerateFiles("key-*.xml").Any())
            {
                var tried = Path.Combine(folder.FullName, Guid.NewGuid().ToString("N"));
                PrivateFiles.Create(tried).Dispose();
                File.Delete(tried);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException("Storage:KeyFile", storage.KeyFile,
                "本服务写得了的文件夹里的文件，登录用的密钥放在它旁边：" + exception.Message,
                "a file in a folder this service can write, for the keys of cookies beside it: " + exception.Message);
        }
    }

    public static void Map(WebApplication app)
    {
        app.MapStaticAssets().Requires(Permission.Open);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .Add(endpoint =>
            {
                // Pages declare their own; the rest is the wire of a session, which begins on a page.
                if (endpoint.Metadata.OfType<ComponentTypeMetadata>().Any())
                {
                    endpoint.Metadata.Add(FormLimit);
                }
                else
                {
                    endpoint.Metadata.Add(new RequiresAttribute(Permission.Open));
                    endpoint.Metadata.Add(new ConsoleEndpointAttribute());
                }
            });
        app.Services.GetRequiredService<ConsoleEndpoints>().Map(app);
        app.Services.GetRequiredService<ConsoleFiles>().Map(app);
        app.Services.GetRequiredService<VerifyPage>().Map(app);
    }

    /// <summary>
    /// Refuses what another site sends through the browser of a person here: pages of the console come from it, and so does the
    /// connection of a session, which no cookie protects where nobody signs in.
    /// </summary>
    /// <exception cref="RefusedException">The request names another origin.</exception>
    public static Task RefuseOtherSitesAsync(HttpContext http, RequestDelegate next)
    {
        var origin = http.Request.Headers.Origin.ToString();
        return origin.Length == 0 || http.GetEndpoint() is not { } endpoint || !ConsoleConventions.IsConsole(endpoint)
            || IsOurs(origin, http.Request.Host)
            ? next(http)
            : throw new RefusedException(RequestFailures.OtherSite(origin));
    }

    // The scheme is not compared: before a proxy that has TLS it is another.
    private static bool IsOurs(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var site)
        && string.Equals(site.Host, host.Host, StringComparison.OrdinalIgnoreCase)
        && site.Port == (host.Port ?? (site.Scheme == Uri.UriSchemeHttps ? 443 : 80));
}
