using LinkageService.Configuration;

namespace LinkageService.Access.Issuers;

/// <summary>Every part of sign-in by an issuer.</summary>
internal static class IssuerServices
{
    /// <exception cref="BadSettingException">A value stands for a role that there is not.</exception>
    public static void Add(IServiceCollection services, IssuerSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(new IssuerRights(settings));
        services.AddSingleton<IssuerClient>();
        services.AddSingleton<IssuerDocument>();
        services.AddSingleton<IssuerTokens>();
        services.AddSingleton<IssuerSessions>();
        if (settings.ClientId is not null)
        {
            IssuerSignIn.Add(services, settings);
        }
    }
}
