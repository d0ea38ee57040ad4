using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tessera.Platform.Outbox;
using Tessera.Server;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Messages.Sending;
using Tessera.TestKit;

namespace Server.Tests.Messages;

/// <summary>smtp+starttls: what is sent, and with which login, only a server that shows a trusted certificate hears.</summary>
public sealed class SecretPostTests : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = Certificate();
    private SmtpCatcher _server = null!;

    public ValueTask InitializeAsync()
    {
        _server = new SmtpCatcher(_certificate);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_mail_goes_encrypted_and_after_a_login()
    {
        Assert.IsType<OutboxResult.Sent>(await TrustingAsync(() => SendAsync(_server.Port)));
        Assert.Equal(["tessera:pässword"], _server.Logins);
        Assert.Equal("Ricevuta", Assert.Single(_server.Caught).Subject);
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_hears_neither_login_nor_mail_and_is_asked_again()
    {
        Assert.IsType<OutboxResult.Again>(await SendAsync(_server.Port));
        Assert.Empty(_server.Logins);
        Assert.Empty(_server.Caught);
    }

    [Fact]
    public async Task A_server_without_encryption_hears_neither_login_nor_mail_and_is_asked_again()
    {
        await using var open = new SmtpCatcher();
        Assert.IsType<OutboxResult.Again>(await TrustingAsync(() => SendAsync(open.Port)));
        Assert.Empty(open.Logins);
        Assert.Empty(open.Caught);
    }

    private static Task<OutboxResult> SendAsync(int port) => new SmtpPost(new MailSettings(true, "localhost", port, "tessera", "pässword", "no-reply@tessera.example")).SendAsync(
        Guid.CreateVersion7(), new KeptMail("anna@rossi.example", "Allnet.Italia", null, null, "it", "Ricevuta", "<p>Pagato</p>", "Pagato"), TestContext.Current.CancellationToken);

#pragma warning disable SYSLIB0014 // System.Net.Mail asks nobody else whom to trust.
    /// <summary>This one certificate and no other.</summary>
    private async Task<OutboxResult> TrustingAsync(Func<Task<OutboxResult>> send)
    {
        RemoteCertificateValidationCallback only = (_, shown, _, _) => shown?.GetCertHashString() == _certificate.GetCertHashString();
        ServicePointManager.ServerCertificateValidationCallback += only;
        try
        {
            return await send();
        }
        finally
        {
            ServicePointManager.ServerCertificateValidationCallback -= only;
        }
    }
#pragma warning restore SYSLIB0014

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
