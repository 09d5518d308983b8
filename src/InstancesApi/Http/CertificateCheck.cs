// Why the certificate of a service is not accepted.
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace InfoBip.InstancesApi.Http;

/// <summary>A certificate that is not accepted. Its message is the reason, as the end of a sentence.</summary>
internal sealed class CertificateException(string reason) : AuthenticationException(reason);

/// <summary>The system's own check, whose reason is kept: what is to be done differs.</summary>
internal static class CertificateCheck
{
    private const int LongestName = 100;

    /// <summary>Passes what the system accepts.</summary>
    /// <exception cref="CertificateException">The system does not accept it.</exception>
    public static bool Validate(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? true : throw new CertificateException(Reason(certificate as X509Certificate2, chain, errors));

    private static string Reason(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return ErrorText.NoCertificate;
        }

        var status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? ErrorText.OtherHost(Shown(certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)))
            : status.HasFlag(X509ChainStatusFlags.NotTimeValid) ? ErrorText.NotValidNow(certificate.NotBefore, certificate.NotAfter)
            : (status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0 ? ErrorText.NotTrusted(Shown(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true)))
            : ErrorText.NotAccepted(status.ToString());
    }

    // Whoever answers may have put anything there.
    private static string Shown(string name) => new([.. name.Where(c => c is >= ' ' and <= '~').Take(LongestName)]);
}
