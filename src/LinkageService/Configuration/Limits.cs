namespace LinkageService.Configuration;

/// <summary>How much one request may ask for, and how many there may be: section <c>Limits</c> of the configuration.</summary>
internal sealed record Limits
{
    /// <summary>Bytes of a request's body.</summary>
    /// <value>64 MiB; 1 KiB to 1 GiB.</value>
    public int MaxBodyBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of one gRPC message, as sent and decompressed. A message is built before it can be counted and takes
    /// many times its bytes, so larger rosters come as a stream of messages.</summary>
    /// <value>4 MiB; 1 KiB to 64 MiB.</value>
    public int MaxMessageBytes { get; init; } = 4 << 20;

    /// <summary>Households of a calculation.</summary>
    /// <value>2,000,000; 1 to 10,000,000.</value>
    public int MaxHouseholds { get; init; } = 2_000_000;

    /// <summary>Bytes of a scheme document.</summary>
    /// <value>1 MiB; 1 KiB to 16 MiB.</value>
    public int MaxSchemeBytes { get; init; } = 1 << 20;

    /// <summary>Households of a calculation whose lines are explained.</summary>
    /// <value>10,000; 0 to 1,000,000.</value>
    public int MaxExplainedHouseholds { get; init; } = 10_000;

    /// <summary>Requests a second of one key, and of one address where no key is asked for; ten seconds' worth may come at once.
    /// Not counted where <c>Auth:Mode</c> is Local.</summary>
    /// <value>100; 0 for any number, to 100,000.</value>
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Seconds after which a request over REST that is still being answered is given up.</summary>
    /// <value>600; 1 to 86,400.</value>
    public int RequestSeconds { get; init; } = 600;
}
