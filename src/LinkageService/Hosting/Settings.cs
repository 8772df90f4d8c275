using System.Globalization;
using System.Net;

namespace LinkageService.Hosting;

/// <summary>The configuration, read and checked once at start: a bad value stops the start with one line that names it.</summary>
internal sealed record Settings(ListenAddress Http, ListenAddress Grpc, Limits Limits)
{
    private const string LoopbackOnly =
        "127.0.0.1, ::1 or localhost: nobody has to sign in yet, so only this machine is served";

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Http"] = ["Address", "Port"],
        ["Grpc"] = ["Address", "Port"],
        ["Limits"] = [nameof(Limits.MaxBodyBytes), nameof(Limits.MaxHouseholds), nameof(Limits.MaxSchemeBytes), nameof(Limits.MaxExplainedHouseholds)],
    };

    /// <summary>Reads every setting.</summary>
    /// <exception cref="BadSettingException">A value or a name is not one of ours.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        foreach (var (section, keys) in Known)
        {
            RefuseUnknown(configuration.GetSection(section), keys);
        }

        var standard = new Limits();
        return new Settings(
            new ListenAddress(Address(configuration, "Http:Address"), Number(configuration, "Http:Port", 5080, 0, 65535)),
            new ListenAddress(Address(configuration, "Grpc:Address"), Number(configuration, "Grpc:Port", 5081, 0, 65535)),
            new Limits
            {
                MaxBodyBytes = Number(configuration, "Limits:MaxBodyBytes", standard.MaxBodyBytes, 1 << 10, 1 << 30),
                MaxHouseholds = Number(configuration, "Limits:MaxHouseholds", standard.MaxHouseholds, 1, 10_000_000),
                MaxSchemeBytes = Number(configuration, "Limits:MaxSchemeBytes", standard.MaxSchemeBytes, 1 << 10, 16 << 20),
                MaxExplainedHouseholds =
                    Number(configuration, "Limits:MaxExplainedHouseholds", standard.MaxExplainedHouseholds, 0, 1_000_000),
            });
    }

    private static void RefuseUnknown(IConfigurationSection section, string[] keys)
    {
        foreach (var child in section.GetChildren())
        {
            if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new BadSettingException($"{section.Key}:{child.Key}", child.Value, $"no such setting; {section.Key} has {string.Join(", ", keys)}");
            }
        }
    }

    private static IPAddress Address(IConfiguration configuration, string key)
    {
        var text = configuration[key];
        if (text is null || string.Equals(text, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.Loopback;
        }

        return IPAddress.TryParse(text, out var address) && IPAddress.IsLoopback(address)
            ? address
            : throw new BadSettingException(key, text, LoopbackOnly);
    }

    private static int Number(IConfiguration configuration, string key, int standard, int min, int max)
    {
        if (configuration[key] is not { } text)
        {
            return standard;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new BadSettingException(key, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));
    }
}
