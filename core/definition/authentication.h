// Endpoints, external resources and how to authenticate with them (dsl-reference.md, "Authentication", "Endpoint").
#pragma once

#include "core/definition/value.h"

namespace orkestr {

/// `use: NAME` inside a scheme: a secret that holds the scheme's properties.
struct SecretReference {
    std::string name;
    SourceSpan span;
};

struct UserPassword {
    Text username;
    Text password;
};

struct BasicAuthentication {
    std::variant<UserPassword, SecretReference> credentials;
};

struct DigestAuthentication {
    std::variant<UserPassword, SecretReference> credentials;
};

struct BearerAuthentication {
    std::variant<Text, SecretReference> token;
};

struct OAuth2Token {
    Text token;
    Text type;
};

struct OAuth2Client {
    std::optional<Text> id;
    std::optional<Text> secret;
    std::optional<Text> assertion;
    std::string authentication = "client_secret_post";
};

/// OAuth2's and OpenID Connect's inline properties; the endpoints are OAuth2's only.
struct OAuth2Properties {
    Text authority;
    std::string grant;
    std::string token_endpoint = "/oauth2/token";
    std::string revocation_endpoint = "/oauth2/revoke";
    std::string introspection_endpoint = "/oauth2/introspect";
    std::optional<OAuth2Client> client;
    std::string request_encoding = "application/x-www-form-urlencoded";
    std::vector<Text> issuers;
    std::vector<Text> scopes;
    std::vector<Text> audiences;
    std::optional<Text> username;
    std::optional<Text> password;
    std::optional<OAuth2Token> subject;
    std::optional<OAuth2Token> actor;
};

struct OAuth2Authentication {
    std::variant<OAuth2Properties, SecretReference> properties;
};

struct OpenIdConnectAuthentication {
    std::variant<OAuth2Properties, SecretReference> properties;
};

struct AuthenticationPolicy {
    std::variant<BasicAuthentication, BearerAuthentication, DigestAuthentication, OAuth2Authentication,
                 OpenIdConnectAuthentication>
        scheme;
    SourceSpan span;
};

/// `use: NAME` names one of use.authentications.
using Authentication = std::variant<AuthenticationPolicy, Reference>;

struct Endpoint {
    /// A literal is a URI template (RFC 6570, level 1 as the DSL has it): `https://host/pet/{petId}`.
    Text uri;
    /// Null: none.
    std::shared_ptr<const Authentication> authentication;
};

struct ExternalResource {
    std::optional<std::string> name;
    Endpoint endpoint;
    SourceSpan span;
};

} // namespace orkestr
