from agents.models.access_token import AccessToken
from agents.models.agent import Agent
from agents.models.audit_entry import AuditEntry
from agents.models.bank_account import BankAccount
from agents.models.bureau import Bureau
from agents.models.consent import Consent
from agents.models.county import County
from agents.models.divisions import Township, Village
from agents.models.endpoint import Endpoint
from agents.models.grid import Grid
from agents.models.officer import Officer
from agents.models.officer_session import OfficerSession
from agents.models.policy import Policy
from agents.models.retention_turn import RetentionTurn
from agents.models.roster_import import RosterImport
from agents.models.second_step import RecoveryCode, SecondStep
from agents.models.sign_in_code import SignInCode
from agents.models.sign_in_failure import SignInFailure
from agents.models.used_password import UsedPassword
from agents.models.user import User

__all__ = [
    "AccessToken",
    "Agent",
    "AuditEntry",
    "BankAccount",
    "Bureau",
    "Consent",
    "County",
    "Endpoint",
    "Grid",
    "Officer",
    "OfficerSession",
    "Policy",
    "RecoveryCode",
    "RetentionTurn",
    "RosterImport",
    "SecondStep",
    "SignInCode",
    "SignInFailure",
    "Township",
    "UsedPassword",
    "User",
    "Village",
]
