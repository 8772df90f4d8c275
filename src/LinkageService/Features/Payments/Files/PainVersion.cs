namespace LinkageService.Features.Payments.Files;

/// <summary>The versions of ISO 20022 CustomerCreditTransferInitiation that are written.</summary>
internal enum PainVersion
{
    /// <summary>pain.001.001.03, of 2009: what most banks' programs were built for.</summary>
    V03,

    /// <summary>pain.001.001.09, of 2019.</summary>
    V09,
}
